import { cut, foldSame, type Run } from './text.ts';
import { similarity } from './similar.ts';

/** What a line of an assignment says. */
export type Field = 'lead' | 'coordinating' | 'deadline' | 'product' | 'content' | 'assignment' | 'note';

const WHO = '(?:cac )?(?:don vi|co quan|bo phan|to chuc|dau moi|phong, ban|nguoi)';
/** Spellings on folded text; the longer ones first, because the first that fits is taken. */
const SPELLINGS: readonly (readonly [Field, string])[] = [
  [
    'lead',
    `(?:${WHO},? )?(?:duoc )?(?:giao )?chu tri(?: (?:thuc hien|trien khai|tham muu|theo doi|to chuc|danh gia))?(?: ?\\/ ?(?:theo doi|danh gia|thuc hien))*`,
  ],
  ['lead', `${WHO} (?:thuc hien|dau moi|chiu trach nhiem(?: chinh)?|phu trach)`],
  ['lead', 'trach nhiem chinh|chiu trach nhiem chinh'],
  ['coordinating', `(?:${WHO},? )?(?:cung )?phoi hop(?: (?:thuc hien|trien khai|to chuc))?`],
  [
    'deadline',
    '(?:thoi gian|thoi han|han|tien do|moc thoi gian)(?: (?:thuc hien|hoan thanh|trien khai|to chuc|bao cao))*|hoan thanh',
  ],
  [
    'product',
    '(?:du kien )?(?:san pham|ket qua)(?:, (?:san pham|ket qua))?(?: (?:dau ra|du kien|dat duoc|hoan thanh|thuc hien|can dat))*',
  ],
  ['content', '(?:cac )?noi dung(?: (?:thuc hien|trien khai|cong viec|nhiem vu|chinh|cu the|chu yeu))*'],
  ['assignment', 'phan cong(?: (?:thuc hien|nhiem vu|trach nhiem))*|to chuc thuc hien'],
  ['note', 'ghi chu'],
];

const PATTERNS = SPELLINGS.map(
  ([field, words]) => [field, new RegExp(`(?:${words})\\s*(?:\\([^)]{0,40}\\)\\s*)?:`, 'g')] as const,
);
const ALONE = SPELLINGS.map(([field, words]) => [field, new RegExp(`^(?:${words})$`)] as const);

/** One spelling of each, for texts that a scanner misread. */
const USUAL: readonly (readonly [Field, string])[] = [
  ['lead', 'don vi chu tri'],
  ['lead', 'co quan chu tri'],
  ['lead', 'chu tri thuc hien'],
  ['coordinating', 'don vi phoi hop'],
  ['coordinating', 'co quan phoi hop'],
  ['coordinating', 'phoi hop thuc hien'],
  ['deadline', 'thoi gian thuc hien'],
  ['deadline', 'thoi gian hoan thanh'],
  ['deadline', 'thoi han hoan thanh'],
  ['product', 'san pham dau ra'],
  ['content', 'noi dung thuc hien'],
  ['content', 'noi dung trien khai'],
  ['assignment', 'phan cong thuc hien'],
];

export interface FieldPart {
  readonly field: Field;
  readonly value: Run;
}

/** Does a line begin with the label of a field? Then it is a paragraph of its own. */
export function startsField(text: string): boolean {
  const folded = foldSame(text);
  return PATTERNS.some(([, pattern]) =>
    [...folded.slice(0, 80).matchAll(pattern)].some(({ index }) => index === 0),
  );
}

/** Where a label may begin: at the start, or after a sign that ends what stood before. */
const BEFORE = /(?:^|[;.,([–-]|\s-)\s*$/;

function misread(run: Run, folded: string, least: number): FieldPart | null {
  const colon = folded.indexOf(':');
  const end = colon > 0 && colon < 40 ? colon : folded.length <= 30 ? folded.length : -1;
  if (end < 6) return null;
  const words = folded
    .slice(0, end)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  let best: Field | null = null;
  let most = least;
  for (const [field, spelling] of USUAL) {
    const alike = similarity(words, spelling);
    if (alike > most) {
      most = alike;
      best = field;
    }
  }
  if (!best) return null;
  if (end === folded.length && best !== 'assignment' && best !== 'content') return null;
  return { field: best, value: cut(run, end + 1) };
}

/**
 * The fields of an assignment in one paragraph, and what stands before the first of them. `lossy` also takes labels that
 * a scanner misread.
 */
export function splitFields(run: Run, lossy: boolean): { readonly before: Run; readonly parts: FieldPart[] } {
  const folded = foldSame(run.text);
  const hits: { field: Field; start: number; end: number }[] = [];
  for (const [field, pattern] of PATTERNS)
    for (const match of folded.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const overlaps = hits.some((hit) => match.index < hit.end && end > hit.start);
      if (!overlaps && BEFORE.test(folded.slice(0, match.index)))
        hits.push({ field, start: match.index, end });
    }
  hits.sort((a, b) => a.start - b.start);
  const first = hits[0];
  if (!first) {
    const words = folded.replace(/[\s:.]+$/, '');
    const alone = ALONE.find(
      ([field, pattern]) => (field === 'assignment' || field === 'content') && pattern.test(words),
    );
    if (alone)
      return { before: cut(run, 0, 0), parts: [{ field: alone[0], value: cut(run, run.text.length) }] };
    const part = misread(run, folded, lossy ? 0.7 : 0.84);
    return part ? { before: cut(run, 0, 0), parts: [part] } : { before: run, parts: [] };
  }
  const parts = hits.map(({ field, end }, index) => {
    const next = hits[index + 1]?.start ?? run.text.length;
    let value = cut(run, end, next);
    // The bracket or dash that led to the next label is no part of this value.
    value = cut(value, 0, value.text.replace(/[\s;,([–-]+$/, '').length);
    return { field, value };
  });
  const before = run.text.slice(0, first.start).replace(/[\s([–-]+$/, '');
  const last = parts.at(-1);
  if (last && /[([]\s*$/.test(run.text.slice(0, first.start)))
    parts[parts.length - 1] = {
      field: last.field,
      value: cut(last.value, 0, last.value.text.replace(/[)\]][\s.;]*$/, '').length),
    };
  return { before: cut(run, 0, before.length), parts };
}
