import { fold, tidy } from '#platform/text/fold.ts';

/** How a unit's name begins, as written → what it is. Longest first, so that `Thành phố` is not taken for a name. */
const divisions = [
  ['Đặc khu', 'dac-khu'],
  ['Thành phố', 'thanh-pho'],
  ['Thị trấn', 'thi-tran'],
  ['Thị xã', 'thi-xa'],
  ['Phường', 'phuong'],
  ['Huyện', 'huyen'],
  ['Quận', 'quan'],
  ['Tỉnh', 'tinh'],
  ['Xã', 'xa'],
] as const;
export type Division = (typeof divisions)[number][1] | '';

/** Splits `Phường An Hội Tây` into what it is and its own name; a name without such a beginning stays whole. */
export function splitName(written: string): { readonly division: Division; readonly shortName: string } {
  const name = tidy(written);
  for (const [word, division] of divisions) {
    if (
      name.length > word.length &&
      name.slice(0, word.length + 1).toLowerCase() === `${word.toLowerCase()} `
    ) {
      return { division, shortName: name.slice(word.length + 1) };
    }
  }
  return { division: '', shortName: name };
}

/** Where the tone mark stands in oa, oe, uy differs between writers (Hoà, Hòa). */
const TONES: Readonly<Record<string, string>> = {
  oà: 'òa',
  oá: 'óa',
  oả: 'ỏa',
  oã: 'õa',
  oạ: 'ọa',
  oè: 'òe',
  oé: 'óe',
  oẻ: 'ỏe',
  oẽ: 'õe',
  oẹ: 'ọe',
  uỳ: 'ùy',
  uý: 'úy',
  uỷ: 'ủy',
  uỹ: 'ũy',
  uỵ: 'ụy',
};

/**
 * One spelling of a name for comparing: lower case, tone mark on the first vowel of oa, oe, uy at a syllable's end.
 * Unlike `fold` it keeps Xã Sơn Hà and Xã Sơn Hạ apart.
 */
export function comparable(name: string): string {
  return tidy(name)
    .toLowerCase()
    .replace(/(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})/gu, (pair) => TONES[pair] ?? pair);
}

/** Search key of a name. */
export const searchKey = (name: string): string => fold(name);
