/**
 * Whether two files show nearly the same thing.
 *
 * A picture is known by 64 bits: whether each of 8 × 8 places is brighter than the next one (difference hash). Cutting,
 * shrinking and saving again change few of them. A text is known by 32 numbers, the smallest of its pieces of five words
 * under 32 orders (MinHash, Broder 1997): the share of equal numbers estimates the share of pieces that two texts have in common.
 */
export type PrintKind = 'picture' | 'text';

/** Bits in which two pictures may differ and still be called very like. */
export const NEAR_BITS = 6;
/** Share of pieces that two texts have in common, at least. */
export const NEAR_SHARE = 0.8;

const NUMBERS = 32;
const WORDS = 5;
/** A text with fewer pieces than these is too short to be compared. */
const LEAST_PIECES = 12;
/** A picture with fewer edges, such as a black one, says nothing. */
const LEAST_BITS = 4;

/** @param grey 9 × 8 brightnesses, row after row @returns 16 hex digits, or empty for a picture without edges */
export function pictureMark(grey: ArrayLike<number>): string {
  let bits = '';
  for (let row = 0; row < 8; row += 1)
    for (let column = 0; column < 8; column += 1)
      bits += grey[row * 9 + column]! > grey[row * 9 + column + 1]! ? '1' : '0';
  const ones = bits.replaceAll('0', '').length;
  if (ones < LEAST_BITS) return '';
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

/** FNV-1a of 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/** One of 32 orders of all numbers: a mixing step of MurmurHash3, seeded. */
function mix(value: number, seed: number): number {
  let mixed = value ^ Math.imul(seed + 1, 0x9e3779b9);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** @param folded without diacritics and signs, single-spaced @returns 256 hex digits, or empty for a short text */
export function textMark(folded: string): string {
  const words = folded.split(' ').filter(Boolean);
  const pieces = new Set<number>();
  for (let at = 0; at + WORDS <= words.length; at += 1)
    pieces.add(hash(words.slice(at, at + WORDS).join(' ')));
  if (pieces.size < LEAST_PIECES) return '';
  const least = new Uint32Array(NUMBERS).fill(0xffffffff);
  for (const piece of pieces)
    for (let order = 0; order < NUMBERS; order += 1) {
      const mixed = mix(piece, order);
      if (mixed < least[order]!) least[order] = mixed;
    }
  return [...least].map((one) => one.toString(16).padStart(8, '0')).join('');
}

/**
 * Pieces under which a mark is looked up: eight of eight bits, so that pictures up to seven bits apart share one; eight of four
 * numbers, of which two texts with nine tenths in common share one almost surely.
 */
export function bandsOf(kind: PrintKind, mark: string): number[] {
  const length = mark.length / 8;
  return Array.from({ length: 8 }, (_, band) => {
    const piece = mark.slice(band * length, (band + 1) * length);
    return kind === 'picture' ? Number.parseInt(piece, 16) : hash(piece);
  });
}

export function isNear(kind: PrintKind, one: string, other: string): boolean {
  if (one === '' || one.length !== other.length) return false;
  if (kind === 'picture') {
    const apart = (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2).replaceAll('0', '').length;
    return apart <= NEAR_BITS;
  }
  let same = 0;
  for (let at = 0; at < NUMBERS * 8; at += 8)
    if (one.slice(at, at + 8) === other.slice(at, at + 8)) same += 1;
  return same / NUMBERS >= NEAR_SHARE;
}
