import { assignmentsIn } from './assignments.ts';
import type { FourthFriday } from './deadline/deadline.ts';
import { readHeader, type Header, type Period } from './header.ts';
import { interleavedTables } from './interleaved.ts';
import { readLines, type Line } from './lines.ts';
import { above, below, outlineOf, type Node, type Outline } from './outline.ts';
import { reportingIn, type ReportingRule } from './reporting.ts';
import { isLossy, skeleton } from './scanned.ts';
import { tablesOf, type Table } from './table.ts';
import { tasksInOutline, tasksInTable, type ReadTask } from './tasks.ts';
import { promisesIn, targetsIn, yearIn, type ReadTarget } from './targets.ts';
import { targetsInTable } from './target-table.ts';
import { compose, foldSame, runOf, type Span } from './text.ts';

/** What a plan says, each part with its place in the text that was read. */
export interface PlanReading {
  readonly header: Header;
  readonly targets: readonly ReadTarget[];
  readonly tasks: readonly ReadTask[];
  readonly reporting: readonly ReportingRule[];
  /** The text lost its diacritics; everything read from it wants a second look. */
  readonly scanned: boolean;
  /** Only the first characters were read. */
  readonly cutShort: boolean;
}

export interface ReadOptions {
  readonly fourthFriday?: FourthFriday;
}

/** Longer texts are read up to here; a plan of a hundred pages has about 300,000 characters. */
export const MOST_CHARACTERS = 1_500_000;

const TARGET_SECTION = /\bmuc tieu\b|\bchi tieu\b/;
const NO_TARGETS = /muc dich|yeu cau|kinh phi|quan diem|nguyen tac|can cu/;

function isTargetSection({ style, own }: Node, lossy: boolean): boolean {
  if (!['part', 'roman', 'arabic', 'annex'].includes(style) || own.text.length > 120) return false;
  const folded = foldSame(own.text);
  if (TARGET_SECTION.test(folded)) return !/muc dich|nhiem vu/.test(folded);
  return lossy && /^(?:ch~ t~|m~c t~)\b/.test(skeleton(own.text));
}

function outlineTargets(chars: string, outline: Outline, lossy: boolean, planYear: number | null) {
  const targets: ReadTarget[] = [];
  const years: number[] = [];
  const inSection = new Set<number>();
  for (const section of outline.nodes.filter((node) => isTargetSection(node, lossy))) {
    if (inSection.has(section.index)) continue;
    for (const node of [section, ...below(outline, section)]) {
      inSection.add(node.index);
      if (node === section) continue;
      const heading = above(outline, node)
        .slice(1)
        .map(({ own }) => (own.text.length < 120 ? yearIn(foldSame(own.text)) : null))
        .find((year) => year !== null);
      if (heading) years.push(heading);
      const number = above(outline, node)
        .filter(({ label }) => label !== '')
        .map(({ label }) => label)
        .reverse()
        .join('.');
      const found = targetsIn(chars, node.own, {
        number: node.label === '' ? '' : number,
        origin: 'section',
        year: heading ?? planYear,
        lossy,
        counts: true,
      });
      years.push(...found.flatMap(({ year }) => year ?? []));
      targets.push(...found);
    }
  }
  return { targets, years, inSection };
}

/** Shares and minimums that are promised among tasks and duties. */
function promises(
  chars: string,
  outline: Outline,
  inSection: ReadonlySet<number>,
  lossy: boolean,
): ReadTarget[] {
  return outline.nodes
    .filter(
      (node) =>
        !inSection.has(node.index) &&
        !above(outline, node).some(({ own }) => own.text.length < 120 && NO_TARGETS.test(foldSame(own.text))),
    )
    .flatMap((node) =>
      promisesIn(chars, node.own, { number: '', origin: 'task', year: null, lossy, counts: false }),
    );
}

function periodOf(titleYears: { from: number; to: number } | null, years: readonly number[]): Period | null {
  if (titleYears) return { ...titleYears, source: 'title' };
  return years.length > 0 ? { from: Math.min(...years), to: Math.max(...years), source: 'targets' } : null;
}

/** A number that two tasks have is cited with the section that it stands in. */
function distinct(tasks: readonly ReadTask[]): ReadTask[] {
  const count = new Map<string, number>();
  for (const { number } of tasks) count.set(number, (count.get(number) ?? 0) + 1);
  return tasks.map((task) =>
    task.number === '' || (count.get(task.number) ?? 0) > 1
      ? { ...task, doubts: [...task.doubts, 'number' as const] }
      : task,
  );
}

/** Moves every span from the composed text back to the source. */
function inSource<T>(value: T, at: readonly number[]): T {
  if (Array.isArray(value)) return value.map((item) => inSource(item as unknown, at)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'spans'
        ? (item as readonly Span[]).map(([start, end]): Span => [at[start] ?? 0, at[end] ?? at.at(-1) ?? 0])
        : inSource(item as unknown, at),
    ]),
  ) as T;
}

/**
 * Reads a plan as text: of any length, of any quality. Never throws and never invents: what the text does not say is null, what the
 * reader doubts is named in `doubts`. Spans are UTF-16 units of `source`.
 */
export function readPlan(source: string, options: ReadOptions = {}): PlanReading {
  const { chars, at } = compose(source.slice(0, MOST_CHARACTERS));
  const lossy = isLossy(chars);
  const page = readLines(chars);
  const cells = tablesOf(chars, page.lines);
  const free = page.lines.filter((line) => !cells.used.has(line));
  const woven = interleavedTables(chars, free);
  const skip = new Set<Line>([...cells.used, ...woven.used]);
  const outline = outlineOf(chars, page, skip);
  const { titleYears, ...head } = readHeader(chars, outline);
  const planYear = titleYears && titleYears.from === titleYears.to ? titleYears.from : null;
  const { targets, years, inSection } = outlineTargets(chars, outline, lossy, planYear);
  const found = assignmentsIn(outline, lossy);
  const deadlines = {
    year: planYear,
    lossy,
    ...(options.fourthFriday && { fourthFriday: options.fourthFriday }),
  };
  const tables: Table[] = [...cells.tables, ...woven.tables];
  const tableTargets = tables.flatMap((table) => targetsInTable(chars, table, { year: planYear, lossy }));
  const tasks = distinct([
    ...tasksInOutline(chars, outline, found, deadlines),
    ...tables
      .filter(({ columns }) => columns.includes('content'))
      .flatMap((table) => tasksInTable(chars, table, deadlines)),
  ]);
  const rows = tables
    .filter(({ columns }) => columns.includes('content'))
    .flatMap(({ rows: all }) => all.flatMap(({ cells: row }) => row.get('content') ?? []));
  const promised = [
    ...promises(chars, outline, inSection, lossy),
    ...rows.flatMap((run) =>
      promisesIn(chars, run, { number: '', origin: 'task', year: null, lossy, counts: false }),
    ),
  ];
  const allYears = [...years, ...tableTargets.flatMap(({ year }) => year ?? [])];
  return inSource(
    {
      header: { ...head, period: periodOf(titleYears, allYears) },
      targets: [...targets, ...tableTargets, ...promised],
      tasks,
      reporting: reportingIn(chars, outline),
      scanned: lossy,
      cutShort: source.length > MOST_CHARACTERS,
    },
    at,
  );
}

/** The words at these places of a source, single-spaced. */
export function wordsAt(source: string, spans: readonly Span[]): string {
  const { text } = runOf(source, spans);
  return text.normalize('NFC');
}
