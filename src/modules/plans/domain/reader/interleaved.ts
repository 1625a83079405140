import { readDeadline } from './deadline/read-deadline.ts';
import type { Line } from './lines.ts';
import { follows, type Column, type Table, type TableRow } from './table.ts';
import { EMPTY, cut, foldSame, join, runOf, withoutMarks, type Run } from './text.ts';

/**
 * Annex tables whose cells a converter wrote one after another, line by line, with nothing between the columns. A row is
 * found by its number, its cells by what ends a line: a converter leaves a space where a cell goes on and none where it ends.
 */

interface Piece {
  readonly line: Line;
  /** The cell goes on after this line. */
  readonly open: boolean;
}

interface RawRow {
  readonly label: string;
  readonly level: 'roman' | 'arabic' | 'letter';
  readonly pieces: Piece[];
  /** Length of the label at the start of the first piece. */
  readonly skip: number;
}

const LABEL = /^([IVX]{1,5}|\d{1,2}|[a-zđ])(?:[.)])?(?:\s+(?=[\p{Lu}"“(])|$)/u;
const levelOf = (label: string): RawRow['level'] =>
  /^[IVX]+$/.test(label) ? 'roman' : /^\d+$/.test(label) ? 'arabic' : 'letter';

const HEADING_WORDS: readonly (readonly [Column, RegExp])[] = [
  ['content', /noi dung|nhiem vu|cong viec|giai phap/],
  ['lead', /chu tri|don vi thuc hien/],
  ['coordinating', /phoi (?:\S+ )?\s*hop/],
  ['deadline', /thoi (?:\S+ )?\s*gian|thoi han|tien do/],
  ['product', /san pham|ket qua/],
  ['note', /ghi\s+chu/],
];

/** The columns that a heading names, in its order, and how many lines it takes; null where no table begins. */
function headingAt(lines: readonly Line[], at: number): { columns: Column[]; length: number } | null {
  const first = lines[at];
  if (!first || first.cells || !/^(?:s?tt|so tt)\b/.test(foldSame(first.text))) return null;
  let length = 1;
  while (length < 14) {
    const line = lines[at + length];
    if (!line || LABEL.test(line.text)) break;
    length += 1;
  }
  const words = foldSame(
    lines
      .slice(at, at + length)
      .map(({ text }) => text)
      .join(' '),
  );
  const columns = HEADING_WORDS.map(([column, pattern]) => ({ column, index: words.search(pattern) }))
    .filter(({ index }) => index >= 0)
    .sort((a, b) => a.index - b.index)
    .map(({ column }) => column);
  return columns.length >= 3 && columns[0] === 'content' ? { columns, length } : null;
}

function rowsOf(lines: readonly Line[]): RawRow[] {
  const rows: RawRow[] = [];
  const last: Record<RawRow['level'], string | null> = { roman: null, arabic: null, letter: null };
  for (const line of lines) {
    const match = LABEL.exec(line.text);
    const label = match?.[1] ?? '';
    const level = levelOf(label);
    if (match && follows(label, last[level])) {
      last[level] = label;
      if (level === 'roman') last.arabic = last.letter = null;
      if (level === 'arabic') last.letter = null;
      rows.push({ label, level, pieces: [], skip: match[0].length });
    }
    rows.at(-1)?.pieces.push({ line, open: line.open });
  }
  return rows;
}

/** How units begin, on words without diacritics. */
const UNIT =
  /(?:Cac|Nhung|So|Cong an|Tinh|Thanh|Van phong|Phong|Trung tam|UBND|Uy ban|UBMT|UB|Hoi|Doan|Bao|Dai|Cong|Ban|Bo|Truong|Mat tran|Doanh nghiep|Chi cuc|Cuc)\s+(?:\p{L}|&)/gu;
const BEGINS_UNIT = new RegExp(`^(?:${UNIT.source})`, 'u');

/** Cells as they were written: lines that go on belong together. */
function cellsOf(chars: string, row: RawRow): { runs: Run[]; page: number[]; open: boolean[] } {
  const runs: Run[] = [];
  const page: number[] = [];
  const open: boolean[] = [];
  let goesOn = false;
  const broken = row.pieces.some(({ line }, index) => index > 0 && line.indented && !line.apart);
  row.pieces.forEach(({ line, open: more }, index) => {
    const skip = index === 0 ? row.skip : 0;
    const run = runOf(chars, [[Math.min(line.start + skip, line.end), line.end]]);
    // A page begins with a space; what stands there carries on cells of the page before.
    const newPage = line.indented && !line.apart && index > 0;
    if (newPage) page.push(runs.length);
    if (run.text === '') {
      goesOn = false;
      return;
    }
    // In a row that a page cuts, a cell may be left in mid-sentence: what begins like a unit, apart, is the next one.
    const nextCell =
      broken && line.apart && line.text.length < 30 && BEGINS_UNIT.test(withoutMarks(line.text));
    if (goesOn && !newPage && !nextCell && runs.length > 0) {
      runs[runs.length - 1] = join([runs.at(-1) ?? EMPTY, run]);
      open[open.length - 1] = more;
    } else {
      runs.push(run);
      open.push(more);
    }
    goesOn = more;
  });
  return { runs, page, open };
}

const GOES_ON = /(?:^|\s)(?:va|cua|thuoc|voi|tai|cac|bao|dai|cong an|ubnd|theo|do)$/i;

/** Two units that stand in one line without a sign between them belong to two cells. */
function partUnits(run: Run): [Run, Run] | null {
  const text = withoutMarks(run.text);
  for (const match of text.matchAll(UNIT)) {
    const before = text.slice(0, match.index).trimEnd();
    if (match.index > 3 && /[\p{L})]$/u.test(before) && !GOES_ON.test(before))
      return [cut(run, 0, match.index), cut(run, match.index)];
  }
  return null;
}

const isDeadline = (run: Run) => run.text.length < 90 && readDeadline(run.text).kind !== 'unknown';
const ONE_UNIT = new RegExp(UNIT.source, 'u');
const saysUnits = (run: Run) =>
  run.text.length < 220 &&
  (ONE_UNIT.test(`${withoutMarks(run.text)} x`) || /^(?:cac|lien quan|dia phuong)/.test(foldSame(run.text)));

/** Puts what stands at the top of a page behind the cells that were still open at the end of the page before. */
function carryOver(cells: ReturnType<typeof cellsOf>): Run[] {
  const runs = [...cells.runs];
  for (const from of [...cells.page].reverse()) {
    const rest = runs.splice(from);
    const waiting = runs
      .map((_, index) => index)
      .filter((index) => cells.open[index] === true && index < from);
    if (waiting.length === 0) waiting.push(0);
    rest.forEach((run, index) => {
      const target = waiting[Math.min(index, waiting.length - 1)] ?? 0;
      runs[target] = join([runs[target] ?? EMPTY, run]);
    });
  }
  return runs;
}

function assign(
  columns: readonly Column[],
  runs: readonly Run[],
): { cells: Map<Column, Run>; sure: boolean } {
  const cells = new Map<Column, Run>();
  const rest = [...runs];
  let sure = true;
  let content = rest.shift() ?? EMPTY;
  const due = rest.findIndex(isDeadline);
  let units = due < 0 ? rest : rest.slice(0, due);
  const after = due < 0 ? [] : rest.slice(due + 1);
  if (due >= 0 && rest[due]) cells.set('deadline', rest[due]);
  // Prose between the content and the first unit belongs to the content.
  while (units.length > 2 && units[0] && !saysUnits(units[0]))
    content = join([content, units.shift() ?? EMPTY]);
  if (units.length === 1 && units[0]) {
    const parted = partUnits(units[0]);
    const glued = parted ? null : partUnits(content);
    if (parted) units = parted;
    else if (glued && glued[1].text.length < 60) {
      content = glued[0];
      units = [glued[1], units[0]];
      sure = false;
    } else sure = false;
  } else if (units.length === 0 && rest.length > 0) sure = false;
  else if (units.length > 2) sure = false;
  cells.set('content', content);
  if (units[0]) cells.set('lead', units[0]);
  if (units[1]) cells.set('coordinating', join(units.slice(1)));
  if (after.length > 0) cells.set(columns.includes('product') ? 'product' : 'note', join(after));
  return { cells, sure };
}

export interface InterleavedRow extends TableRow {
  /** Each cell was found by a sign of its own. */
  readonly sure: boolean;
}

/** The tables of a text without signs between cells, and the lines they take. */
export function interleavedTables(
  chars: string,
  lines: readonly Line[],
): { tables: (Table & { rows: InterleavedRow[] })[]; used: Set<Line> } {
  const tables: (Table & { rows: InterleavedRow[] })[] = [];
  const used = new Set<Line>();
  for (let at = 0; at < lines.length; at += 1) {
    const heading = headingAt(lines, at);
    if (!heading) continue;
    let end = at + heading.length;
    while (
      end < lines.length &&
      !/^(?:PHỤ LỤC|DANH MỤC|Phụ lục [IVX\d])/.test(lines[end]?.text ?? '') &&
      !headingAt(lines, end)
    )
      end += 1;
    const body = lines.slice(at + heading.length, end);
    const rows = rowsOf(body).map((row) => {
      const assigned = assign(heading.columns, carryOver(cellsOf(chars, row)));
      return {
        label: row.label,
        cells: assigned.cells,
        start: row.pieces[0]?.line.start ?? 0,
        sure: assigned.sure,
      };
    });
    if (rows.length === 0) continue;
    for (const line of lines.slice(at, end)) used.add(line);
    tables.push({ columns: heading.columns, rows, interleaved: true });
    at = end - 1;
  }
  return { tables, used };
}
