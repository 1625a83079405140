import type { PlanReading } from './reader/read-plan.ts';
import { review, type Edit } from './review.ts';

/** A line of a table: a heading across it, or cells in the order of its columns. */
export type TableRow =
  { readonly number: string; readonly heading: string } | { readonly cells: readonly string[] };
export interface PlanTable {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}
export interface PlanTables {
  /** Targets that the plan promises in sentences: the sentence, and what a person corrected in it. */
  readonly sentences: readonly string[];
  /** Targets that stand in a table, with a column for each year; null where there are none. */
  readonly targets: PlanTable | null;
  readonly tasks: PlanTable;
}

const OPERATORS: Readonly<Record<string, string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '=': '' };
const decimal = (value: number) => String(value).replace('.', ',');

/**
 * The tables of a plan as it holds now, in the shape of the annexes of Vietnamese plans: what was left out is missing, what was
 * corrected stands as corrected. Read again, they give the same targets and tasks.
 */
export function planTables(reading: PlanReading, edits: ReadonlyMap<string, Edit>): PlanTables {
  const reviewed = review(reading, edits);
  const targets = reviewed.targets.flatMap((target, index) =>
    target.keep && target.origin === 'section' ? [{ ...target, own: reading.targets[index]! }] : [],
  );
  const [inTable, inSentences] = [
    targets.filter(standsInTable),
    targets.filter((one) => !standsInTable(one)),
  ];
  const tasks = reviewed.tasks.flatMap((task, index) =>
    task.keep
      ? [{ ...task, path: reading.tasks[index]!.path, note: reading.tasks[index]!.note?.text ?? '' }]
      : [],
  );
  return {
    sentences: [...new Map(inSentences.map((one) => [one.wording, sentenceOf(one)])).values()],
    targets: inTable.length > 0 ? targetTable(inTable) : null,
    tasks: taskTable(tasks),
  };
}

type Target = ReturnType<typeof review>['targets'][number];
type Task = ReturnType<typeof review>['tasks'][number] & {
  readonly path: readonly string[];
  readonly note: string;
};

/** A sentence says its own number; the words of a line of a table do not. */
function standsInTable({ own }: { own: PlanReading['targets'][number] }): boolean {
  const said = own.value === null ? (own.written?.text ?? '') : decimal(own.value);
  const folded = own.wording.text.replaceAll(/(?<=\d)\.(?=\d{3})/g, '');
  return said !== '' && !folded.includes(said);
}

function sentenceOf({ wording, read, value, year }: Target): string {
  if (!read) return `- ${wording}`;
  const said = [value === null ? '' : decimal(value), year === null ? '' : `năm ${year}`].filter(Boolean);
  return `- ${wording} (sửa: ${said.join(', ')})`;
}

function targetTable(targets: readonly (Target & { own: PlanReading['targets'][number] })[]): PlanTable {
  const years = [...new Set(targets.map(({ year }) => year))].toSorted((a, b) => (a ?? 0) - (b ?? 0));
  const lines = Map.groupBy(targets, ({ own, wording }) => `${own.number} ${wording}`);
  return {
    columns: [
      'TT',
      'Chỉ tiêu',
      'Đơn vị tính',
      ...years.map((year) => (year === null ? 'Giá trị' : `Năm ${year}`)),
    ],
    rows: [...lines.values()].map((line) => ({
      cells: [
        line[0]!.own.number,
        line[0]!.wording,
        line[0]!.measure === 'percent' ? '%' : 'số lượng',
        ...years.map((year) => valueOf(line.find((one) => one.year === year))),
      ],
    })),
  };
}

function valueOf(target: (Target & { own: PlanReading['targets'][number] }) | undefined): string {
  if (!target) return '';
  if (target.value === null) return target.own.written?.text ?? '';
  return `${OPERATORS[target.operator ?? '='] ?? ''} ${decimal(target.value)}`.trim();
}

function taskTable(tasks: readonly Task[]): PlanTable {
  const rows: TableRow[] = [];
  let above: readonly string[] = [];
  for (const [place, task] of tasks.entries()) {
    const numerals = numeralsOf(task);
    if (numerals) {
      const same = task.path.findIndex((heading, depth) => heading !== above[depth]);
      const from = same === -1 ? task.path.length : same;
      for (const [offset, heading] of task.path.slice(from).entries())
        rows.push({ number: numerals[from + offset]!, heading });
      above = task.path;
    }
    const what = task.content ? `${ended(task.title)} ${task.content}` : task.title;
    const cited = numerals || task.number === '' ? '' : `mục ${task.number}`;
    rows.push({
      cells: [
        numerals?.at(-1) ?? String(place + 1),
        what,
        task.lead,
        task.coordinating,
        task.deadline,
        task.product ?? '',
        [task.note, cited].filter(Boolean).join('; '),
      ],
    });
  }
  return withoutEmptyColumns({
    columns: ['STT', 'Nhiệm vụ', 'Đơn vị chủ trì', 'Đơn vị phối hợp', 'Thời gian', 'Sản phẩm', 'Ghi chú'],
    rows,
  });
}

/** Who leads and by when stays to be filled in; what no line has is left out. */
function withoutEmptyColumns({ columns, rows }: PlanTable): PlanTable {
  const lines = rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
  const isKept = columns.map(
    (name, index) =>
      !/^(Đơn vị phối hợp|Sản phẩm|Ghi chú)$/.test(name) || lines.some((cells) => cells[index]),
  );
  const keep = (cells: readonly string[]) => cells.filter((_, index) => isKept[index]);
  return {
    columns: keep(columns),
    rows: rows.map((row) => ('cells' in row ? { cells: keep(row.cells) } : row)),
  };
}

const ended = (title: string) => (/[.!?…;:]$/.test(title) ? title : `${title}.`);

/** `II.1.a` under two headings: II, 1 and a. Undefined where headings and numerals do not pair off, as in a plan without a table. */
function numeralsOf({ number, path }: Task): readonly string[] | undefined {
  const parts = number.split('.').filter(Boolean);
  return path.length > 0 && parts.length === path.length + 1 ? parts : undefined;
}
