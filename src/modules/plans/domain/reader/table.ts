import type { Line } from './lines.ts';
import { cut, foldSame, join, runOf, type Run } from './text.ts';

/** What a column of an annex holds. */
export type Column =
  | 'number'
  | 'content'
  | 'lead'
  | 'coordinating'
  | 'deadline'
  | 'product'
  | 'note'
  | 'target'
  | 'unit'
  | `year-${number}`
  | 'value'
  | 'other';

export interface TableRow {
  /** As it stands in the first column: `1`, `I`, `a`, `1.2`. */
  readonly label: string;
  readonly cells: ReadonlyMap<Column, Run>;
  readonly start: number;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** Its cells were told apart by their widths and order, not by signs between them. */
  readonly interleaved: boolean;
}

/** What a column's heading says it holds. */
export function columnOf(heading: string): Column {
  const folded = foldSame(heading).replaceAll(/\s+/g, ' ').trim();
  const year = /\b(?:nam )?(20\d{2})\b/.exec(folded);
  if (/^(?:s?tt|so tt|so thu tu|stt\.?)$/.test(folded)) return 'number';
  if (/phoi hop/.test(folded) && !/chu tri/.test(folded)) return 'coordinating';
  if (/chu tri|thuc hien chinh|dau moi|(?:don vi|co quan) thuc hien|phan cong/.test(folded)) return 'lead';
  if (/don vi tinh|^dvt$/.test(folded)) return 'unit';
  if (/thoi gian|thoi han|tien do|han hoan thanh/.test(folded)) return 'deadline';
  if (/san pham|ket qua/.test(folded)) return 'product';
  if (/ghi chu/.test(folded)) return 'note';
  if (year && folded.length < 30) return `year-${Number(year[1])}`;
  if (/chi tieu|muc tieu/.test(folded) && !/nhiem vu/.test(folded))
    return folded.length < 12 || !/gia tri|dat/.test(folded) ? 'target' : 'value';
  if (/nhiem vu|noi dung|cong viec|hoat dong|giai phap/.test(folded)) return 'content';
  if (/gia tri|muc dat|ke hoach/.test(folded)) return 'value';
  return 'other';
}

const ROW_LABEL = /^(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,2})*|[a-zđ])[.)]?$/;

const clean = (label: string) => label.replace(/[.)]$/, '');

function isHeading(columns: readonly Column[]): boolean {
  const known = columns.filter((column) => column !== 'other');
  return (
    columns.includes('number') &&
    known.length >= 3 &&
    (columns.includes('content') || columns.includes('target'))
  );
}

/** Tables whose cells stand apart by tabs or bars, as our own readers of PDF and Word write them. */
export function tablesOf(chars: string, lines: readonly Line[]): { tables: Table[]; used: Set<Line> } {
  const tables: { columns: Column[]; rows: { label: string; cells: Map<Column, Run>; start: number }[] }[] =
    [];
  const used = new Set<Line>();
  let gap = 0;
  for (const line of lines) {
    if (!line.cells) {
      gap += 1;
      continue;
    }
    const cells = line.cells.map((cell) => runOf(chars, [cell]));
    if (cells.every(({ text }) => /^[-:=\s]*$/.test(text))) {
      used.add(line);
      continue;
    }
    const columns = cells.map(({ text }) => columnOf(text));
    if (isHeading(columns)) {
      const last = tables.at(-1);
      // The heading is printed again on each page.
      if (!(last && gap <= 3 && last.columns.join() === columns.join())) tables.push({ columns, rows: [] });
      gap = 0;
      used.add(line);
      continue;
    }
    const table = tables.at(-1);
    if (!table || gap > 6) continue;
    gap = 0;
    used.add(line);
    const numberAt = table.columns.indexOf('number');
    const label = cells[numberAt]?.text ?? '';
    const named = new Map<Column, Run>();
    cells.forEach((cell, index) => {
      const column = table.columns[index] ?? 'other';
      if (cell.text !== '' && column !== 'number')
        named.set(column, join([named.get(column) ?? cut(cell, 0, 0), cell]));
    });
    const before = table.rows.at(-1);
    if (label === '' && before) {
      // A page broke within the row: its cells go on.
      for (const [column, cell] of named)
        before.cells.set(column, join([before.cells.get(column) ?? cut(cell, 0, 0), cell]));
      continue;
    }
    if (!ROW_LABEL.test(label)) continue;
    table.rows.push({ label: clean(label), cells: named, start: line.start });
  }
  return { tables: tables.map((table) => ({ ...table, interleaved: false })), used };
}

const ALPHABET = 'abcdđeghiklmnopqrstuvxy';
const PLAIN = 'abcdefghijklmnopqrstuvwxyz';
const ROMANS = [
  'I',
  'II',
  'III',
  'IV',
  'V',
  'VI',
  'VII',
  'VIII',
  'IX',
  'X',
  'XI',
  'XII',
  'XIII',
  'XIV',
  'XV',
];

/** Can this label follow that one in the same column? */
export function follows(label: string, before: string | null): boolean {
  if (ROMANS.includes(label))
    return ROMANS.indexOf(label) === (before === null ? 0 : ROMANS.indexOf(before) + 1);
  if (/^\d+$/.test(label)) return Number(label) === (before === null ? 1 : Number(before) + 1);
  if (before === null) return label === 'a';
  return [ALPHABET, PLAIN].some(
    (letters) => letters.indexOf(label) === letters.indexOf(before) + 1 && letters.includes(before),
  );
}
