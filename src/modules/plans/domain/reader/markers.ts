/** What stands before a heading or an item, from the widest to the narrowest. */
export type Style =
  'annex' | 'part' | 'roman' | 'arabic' | 'dotted' | 'paren' | 'letter' | 'bullet' | 'plus' | 'text';

export interface Marker {
  readonly style: Style;
  /** As it is cited: `III`, `1.2`, `(3)`, `a`; empty for bullets. */
  readonly label: string;
  /** Length of the marker and the space after it. */
  readonly length: number;
  /** Dots within the number: 1.2 has one. */
  readonly dots: number;
}

const ANNEX = /^(?:PHỤ LỤC|DANH MỤC|BIỂU MẪU|BIỂU SỐ|Phụ lục(?=\s*(?:[IVX\d]+\b|$)))/;
const PART = /^(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:thứ\s+\p{L}+|THỨ\s+\p{L}+|[IVX]+|\d+)[.:]?\s*/u;
const UPPER = /^([A-ZĐ])[.)]\s+(?=\p{Lu})/u;
const ROMAN = /^([IVX1l|]{1,6})\s*(?:[.)]\s*|[-/–]\s+)(?=\S)/;
const DOTTED =
  /^(\d{1,2}(?:\.\d{1,2})+)(?:[.)]\s*(?=\p{L}|["“(]|\d+(?:,\d+)?\s?%|\d+\s\p{L})|\s+(?=\p{L}|["“(]))/u;
const ARABIC = /^(\d{1,2})(?:\.(?=\s|\p{L}|["“])|[/)]\s|\s?[-–]\s(?=\p{Lu}))\s*(?=\S)/u;
const PAREN = /^\(\s*(\d{1,2}|[a-zđ])\s*\)\s*(?=\S)/;
const LETTER = /^(?:([a-zđ])[¢€]?\)|([a-zđ])\.|[¢€]?\))\s+(?=\S)/;
const BULLET = /^[-–—•·▪●○■*]\s*(?=\S)/;
const PLUS = /^\+\s*(?=\S)/;

/** The marker at the beginning of a line, if there is one. */
export function markerOf(text: string): Marker | null {
  const of = (style: Style, match: RegExpMatchArray | null, label = match?.[1] ?? ''): Marker | null =>
    match ? { style, label, length: match[0].length, dots: label.split('.').length - 1 } : null;
  if (ANNEX.test(text)) return { style: 'annex', label: '', length: 0, dots: 0 };
  const roman = ROMAN.exec(text);
  // What a scanner takes for one, l or | may be I, yet only beside a sure letter.
  if (roman?.[1] && /[IVX]/.test(roman[1])) return of('roman', roman, roman[1].replaceAll(/[1l|]/g, 'I'));
  const letter = LETTER.exec(text);
  return (
    of('part', PART.exec(text), '') ??
    of('dotted', DOTTED.exec(text)) ??
    of('arabic', ARABIC.exec(text)) ??
    of('paren', PAREN.exec(text)) ??
    of('letter', letter, letter?.[1] ?? letter?.[2] ?? '') ??
    of('part', UPPER.exec(text)) ??
    of('bullet', BULLET.exec(text)) ??
    of('plus', PLUS.exec(text))
  );
}
