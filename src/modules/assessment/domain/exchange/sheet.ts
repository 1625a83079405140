import { fold } from '#platform/text/fold.ts';
import {
  CHANNELS,
  choiceOf,
  type Content,
  type Exchanged,
  type Facts,
  FileFault,
  NotTaken,
  type Place,
  readEach,
  type Reading,
} from './exchanged.ts';
import { competenceIn, factOf } from './tags.ts';

/** A row of a table: its cells as text, and where it stands. */
export interface Row {
  readonly place: Place;
  readonly cells: readonly string[];
  /** A cell that is computed, such as `C7`; a table of questions has none. */
  readonly formula?: string;
}

const PARTS = 12;
const letters = Array.from({ length: PARTS }, (_, at) => String.fromCharCode(65 + at));

/** The columns, with the names they may have, folded. The first is what we write. */
const COLUMNS = {
  name: ['Mã', 'name', 'id', 'ma cau'],
  competence: ['Năng lực', 'competence'],
  tier: ['Bậc', 'tier', 'level'],
  type: ['Kiểu', 'type', 'loai'],
  ask: ['Câu hỏi', 'question', 'ask', 'noi dung'],
  right: ['Đáp án đúng', 'answer', 'right', 'key', 'dap an'],
  why: ['Giải thích', 'why', 'explanation', 'feedback'],
  difficulty: ['Độ khó', 'difficulty'],
  discrimination: ['Độ phân biệt', 'discrimination'],
  guessing: ['Độ đoán mò', 'guessing'],
  channel: ['Kênh', 'channel'],
  from: ['Người gửi', 'from', 'sender'],
} as const;
type Column = keyof typeof COLUMNS;
const TYPES: Readonly<Record<Content['type'], readonly string[]>> = {
  single: ['một', 'single', 'mot lua chon', 'multichoice', 'tn'],
  multiple: ['nhiều', 'multiple', 'nhieu lua chon'],
  order: ['xếp', 'order', 'sap xep'],
  match: ['ghép', 'match', 'ghep cap'],
  spot: ['soi', 'spot', 'tim cho dang ngo'],
};

/** Two texts in one cell: the sides of a pair, a part of a message and why it is a trap. */
const join = (one: string, other: string): string =>
  other === '' && !/[|\\]/.test(one)
    ? one
    : [one, other].map((text) => text.replaceAll(/[|\\]/g, '\\$&')).join(' | ');
function split(cell: string): [string, string] | undefined {
  const pieces: readonly string[] = cell.match(/(?:\\.|[^\\|])+|\|/gs) ?? [];
  const bar = pieces.indexOf('|');
  if (bar < 0) return undefined;
  const plain = (text: string) => text.replaceAll(/\\([|\\])/g, '$1').trim();
  return [plain(pieces.slice(0, bar).join('')), plain(pieces.slice(bar + 1).join(''))];
}

/**
 * Cells that a spreadsheet would take for a formula begin with an apostrophe, which is taken away again when they come
 * back: a question of others must not compute on somebody's machine.
 */
const RISKY = /^['=+\-@\t]/;
export const guarded = (text: string): string => (RISKY.test(text) ? `'${text}` : text);
export const unguarded = (text: string): string =>
  text.startsWith("'") && RISKY.test(text.slice(1)) ? text.slice(1) : text;

/**
 * Reads a table of questions, one a row; the first row names the columns, in Vietnamese or English, in any order.
 *
 * @throws FileFault missing-columns
 */
export function readSheet(rows: readonly Row[]): Reading {
  const [head, ...rest] = rows;
  if (!head) throw new FileFault('nothing-in-it');
  const names = head.cells.map(fold);
  const find = (known: readonly string[]) =>
    names.findIndex((name) => name !== '' && known.map(fold).includes(name));
  const at = Object.fromEntries(
    Object.entries(COLUMNS).map(([column, known]) => [column, find(known)]),
  ) as Record<Column, number>;
  const parts = letters.map((letter, index) =>
    find([letter, `lua chon ${letter}`, `option ${index + 1}`, `option ${letter}`]),
  );
  const missing = [at.ask < 0 && 'Câu hỏi', parts[0]! < 0 && 'A', parts[1]! < 0 && 'B'].filter(Boolean);
  if (missing.length > 0) throw new FileFault('missing-columns', missing.join(', '));
  return readEach(
    rest.filter(({ cells, formula }) => formula !== undefined || cells.some((cell) => cell.trim() !== '')),
    ({ place }, index) => ({ ...place, question: index + 1 }),
    (row) => {
      if (row.formula !== undefined) throw new NotTaken('formula-cell', row.formula);
      const cell = (column: Column) => (row.cells[at[column]] ?? '').trim();
      const given = parts.map((index) => (row.cells[index] ?? '').trim());
      return {
        item: itemOfRow(cell, given.slice(0, given.findLastIndex((text) => text !== '') + 1)),
        left: [],
      };
    },
  );
}

function itemOfRow(cell: (column: Column) => string, parts: readonly string[]): Exchanged {
  const number = (column: 'tier' | 'difficulty' | 'discrimination' | 'guessing'): number | null => {
    if (cell(column) === '') return null;
    return (
      factOf(column, cell(column)) ??
      raise(new NotTaken('bad-number', `${COLUMNS[column][0]}: ${cell(column).slice(0, 20)}`))
    );
  };
  const competence = cell('competence');
  const facts: Facts = {
    competence:
      competence === ''
        ? null
        : (competenceIn(competence) ??
          raise(new NotTaken('bad-number', `${COLUMNS.competence[0]}: ${competence.slice(0, 20)}`))),
    tier: number('tier'),
    difficulty: number('difficulty'),
    discrimination: number('discrimination'),
    guessing: number('guessing'),
  };
  return {
    name: cell('name'),
    ask: cell('ask'),
    why: cell('why'),
    facts,
    content: contentOfRow(cell, parts),
  };
}

function contentOfRow(cell: (column: Column) => string, parts: readonly string[]): Content {
  const said = fold(cell('type'));
  const type = (Object.keys(TYPES) as Content['type'][]).find((one) => TYPES[one].map(fold).includes(said));
  if (said !== '' && !type) throw new NotTaken('other-kind', cell('type').slice(0, 40));
  if (type === 'order') return { type, sequence: parts };
  if (type === 'match')
    return {
      type,
      pairs: parts.map((part) => {
        const [left, right] = split(part) ?? raise(new NotTaken('empty-choice', part.slice(0, 40)));
        return { left, right };
      }),
    };
  const right = keyIn(cell('right'), parts.length);
  if (type === 'spot') {
    const channel = cell('channel').toLowerCase();
    return {
      type,
      channel: CHANNELS.find((one) => one === channel) ?? 'sms',
      from: cell('from'),
      parts: parts.map((part, at) => {
        const [text, note] = split(part) ?? [part, ''];
        return { text, trap: right.has(at), note };
      }),
    };
  }
  const options = parts.map((text, at) => ({ text, right: right.has(at) }));
  return type ? { type, options } : choiceOf(options);
}

/** `B`, `A, C`, `1;3`: places of the right choices. @throws NotTaken no-key */
function keyIn(text: string, count: number): ReadonlySet<number> {
  const places = text
    .toUpperCase()
    .split(/[\s,;+&/]+/)
    .filter((one) => one !== '')
    .flatMap((one) => (/^[A-L]{2,}$/.test(one) ? one.split('') : [one]))
    .map((one) => (/^\d+$/.test(one) ? Number(one) - 1 : letters.indexOf(one)));
  const wrong = places.find((place) => place < 0 || place >= count);
  if (places.length === 0 || wrong !== undefined) throw new NotTaken('no-key', text.slice(0, 40));
  return new Set(places);
}

/** The rows of a table with these questions, its head first. Cells are not guarded yet. */
export function writeSheet(items: readonly Exchanged[]): (string | number)[][] {
  const width = Math.max(4, ...items.map(({ content }) => partsOf(content).length));
  const columns = letters.slice(0, width);
  const head = [
    ...(['name', 'competence', 'tier', 'type', 'ask'] as const).map((column) => COLUMNS[column][0]),
    ...columns,
    ...(['right', 'why', 'difficulty', 'discrimination', 'guessing', 'channel', 'from'] as const).map(
      (column) => COLUMNS[column][0],
    ),
  ];
  return [
    head,
    ...items.map(({ name, ask, why, facts, content }) => {
      const parts = partsOf(content);
      const spot = content.type === 'spot' ? content : { channel: '', from: '' };
      return [
        name,
        facts.competence ?? '',
        facts.tier ?? '',
        TYPES[content.type][0]!,
        ask,
        ...columns.map((_, at) => parts[at] ?? ''),
        rightOf(content),
        why,
        facts.difficulty ?? '',
        facts.discrimination ?? '',
        facts.guessing ?? '',
        spot.channel,
        spot.from,
      ];
    }),
  ];
}

function partsOf(content: Content): string[] {
  if ('options' in content) return content.options.map(({ text }) => text);
  if ('sequence' in content) return [...content.sequence];
  if ('pairs' in content) return content.pairs.map(({ left, right }) => join(left, right));
  return content.parts.map(({ text, note }) => join(text, note));
}

function rightOf(content: Content): string {
  const marks =
    'options' in content
      ? content.options.map(({ right }) => right)
      : 'parts' in content
        ? content.parts.map(({ trap }) => trap)
        : [];
  return marks.flatMap((right, at) => (right ? [letters[at]!] : [])).join(', ');
}

function raise(fault: Error): never {
  throw fault;
}
