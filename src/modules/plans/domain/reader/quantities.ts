/** How a target compares: what is reached, with what is promised. */
export type Operator = '>=' | '>' | '<=' | '<';

/** percent of a group · people or things counted · each: so many for each member of the group. */
export type Measure = 'percent' | 'count' | 'each';

export interface Quantity {
  readonly value: number;
  /** The upper end, where the plan gives a range. */
  readonly upTo: number | null;
  readonly operator: Operator;
  readonly measure: Measure;
  /** Place in the folded text. */
  readonly start: number;
  readonly end: number;
}

const MORE = /(?:^|\W)(?:tren|hon|vuot|vuot muc|cao hon)\s$/;
const MORE_SCANNED = /(?:^|\W)tr.n\s$/;
const LESS = /(?:^|\W)(?:duoi|it hon|thap hon)\s$/;
const AT_MOST = /(?:^|\W)(?:khong qua|toi da|nhieu nhat|khong vuot qua)\s$/;

function operatorBefore(before: string, after: string): Operator {
  if (AT_MOST.test(before)) return '<=';
  if (LESS.test(before)) return '<';
  if (MORE.test(before) || MORE_SCANNED.test(before)) return '>';
  return /^\s?(?:tro xuong)/.test(after) ? '<=' : '>=';
}

/** A number as Vietnamese write it: 1.234,5. */
export function parseNumber(text: string): number {
  return Number(text.replaceAll(/[.\s](?=\d{3}(?!\d))/g, '').replace(',', '.'));
}

const NUMBER = String.raw`\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?|\d+(?:,\d+)?`;
const PERCENT = new RegExp(
  `(${NUMBER})\\s?%?\\s?(?:-|den)\\s?(${NUMBER})\\s?%|(${NUMBER})\\s?%|(${NUMBER})\\s?phan tram`,
  'g',
);

/** Shares of a hundred, in the order of the text. */
export function percentsIn(folded: string): Quantity[] {
  return [...folded.matchAll(PERCENT)].map((match) => ({
    value: parseNumber(match[1] ?? match[3] ?? match[4] ?? ''),
    upTo: match[2] === undefined ? null : parseNumber(match[2]),
    operator: operatorBefore(folded.slice(0, match.index), folded.slice(match.index + match[0].length)),
    measure: 'percent',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const WORDS: Readonly<Record<string, number>> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
};
const EACH = new RegExp(
  String.raw`\bmoi ["“”']?(\p{L}[^.;:]{1,80}?) (?:co |bo tri |cu |huong dan [^.;:]{1,30} cho |to chuc |thanh lap |duy tri |bao dam |phai co |dat |mo )?(?:it nhat|toi thieu|tu)\s(${NUMBER}|${Object.keys(WORDS).join('|')})\b`,
  'gu',
);

/** `Mỗi hộ có ít nhất một thành viên …`: so many for each. */
export function eachIn(
  folded: string,
): (Quantity & { readonly whoStart: number; readonly whoEnd: number })[] {
  return [...folded.matchAll(EACH)].map((match) => {
    const number = match[2] ?? '';
    const whoStart = match.index + match[0].indexOf(match[1] ?? '');
    return {
      value: WORDS[number] ?? parseNumber(number),
      upTo: null,
      operator: '>=' as const,
      measure: 'each' as const,
      start: match.index,
      end: match.index + match[0].length,
      whoStart,
      whoEnd: whoStart + (match[1]?.length ?? 0),
    };
  });
}

const COUNTED =
  'nguoi|luot nguoi|luot|cong dan|hoc sinh|sinh vien|can bo|hoi vien|ho gia dinh|ho|lop|buoi|to|doi|diem|mo hinh|cuoc|hoi nghi|tin bai|tin|bai|video|tai lieu|khoa hoc|mentor|dai su so|tinh nguyen vien|doanh nghiep|chuyen muc|san pham';
const COUNT = new RegExp(String.raw`(${NUMBER})\s?(trieu|nghin|ngan)?\s(?:${COUNTED})\b`, 'g');

/** `500.000 người`, `40 triệu công dân`, `12 lớp`. */
export function countsIn(folded: string): Quantity[] {
  return [...folded.matchAll(COUNT)]
    .filter(
      ({ index }) => !/(?:^|\W)(?:thang|ngay|nam|quy|so|dieu|khoan|muc|nhom)\s$/.test(folded.slice(0, index)),
    )
    .map((match) => ({
      value: parseNumber(match[1] ?? '') * (match[2] === 'trieu' ? 1e6 : match[2] ? 1e3 : 1),
      upTo: null,
      operator: operatorBefore(folded.slice(0, match.index), folded.slice(match.index + match[0].length)),
      measure: 'count',
      start: match.index,
      end: match.index + match[0].length,
    }));
}

const VAGUE = /\b(?:t[iy] le|so luong)\b.*\s(cao(?: nhat)?|lon|tang(?: dan| manh| nhanh)?)\W*$/;

/** A rate promised in words alone: its place, or null. */
export function vagueIn(folded: string): { readonly start: number; readonly end: number } | null {
  const match = VAGUE.exec(folded);
  if (!match?.[1]) return null;
  const start = folded.lastIndexOf(match[1]);
  return { start, end: start + match[1].length };
}
