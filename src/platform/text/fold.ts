const ZERO_WIDTH = /[\u200b-\u200f\u2060\u2066-\u2069\ufeff\u00ad]/g;
const MARKS = /[\u0300-\u036f]/g;

/** What a person meant to type: NFC, no zero-width or direction characters, single spaces, no edges. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(ZERO_WIDTH, '').replace(/\s+/g, ' ').trim();
}

/**
 * The key under which Vietnamese is found however it is typed: without diacritics, NFD, upper case, stray marks.
 * `Hoà Bình`, `hòa bình` and `HOA BINH` fold to `hoa binh`. Folding happens here, never by SQL `lower()`, so that
 * every database gives the same answer.
 */
export function fold(text: string): string {
  return tidy(text)
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
