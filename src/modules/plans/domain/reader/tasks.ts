import type { Assignment, Assignments } from './assignments.ts';
import { readDeadline, type DeadlineOptions } from './deadline/read-deadline.ts';
import type { Deadline } from './deadline/deadline.ts';
import { above, below, type Node, type Outline } from './outline.ts';
import type { Column, Table } from './table.ts';
import { EMPTY, cut, foldSame, join, quote, withoutEnd, type Quote, type Run } from './text.ts';
import { unitsOf, type NamedUnit } from './units.ts';

export type TaskDoubt = 'cells' | 'deadline' | 'number' | 'scanned' | 'lead';

export interface NamedUnits extends Quote {
  readonly units: readonly NamedUnit[];
}

export interface ReadTask {
  /** As the plan cites it: `1.2`, `3.1(2)`, `V.1.a`. */
  readonly number: string;
  /** First sentence of what is to be done. */
  readonly title: Quote;
  /** The rest of it. */
  readonly content: Quote | null;
  /** Headings above it, the widest first. */
  readonly path: readonly string[];
  readonly lead: NamedUnits | null;
  readonly coordinating: NamedUnits | null;
  readonly deadline: (Quote & Deadline) | null;
  readonly product: Quote | null;
  readonly note: Quote | null;
  /** Its assignment stands once for several tasks. */
  readonly shared: boolean;
  readonly doubts: readonly TaskDoubt[];
}

const SENTENCE = /[.!?…]+(?=\s*\p{Lu})/gu;

/** The first sentence, and the rest. */
export function firstSentence(run: Run): [Run, Run] {
  for (const match of run.text.matchAll(SENTENCE)) {
    const end = match.index + match[0].length;
    const word = /(\S*)$/.exec(run.text.slice(0, match.index))?.[1] ?? '';
    // TP. Hồ Chí Minh, ThS. An: no sentence ends there.
    if (match[0] === '.' && /^\p{Lu}\p{L}{0,2}$/u.test(word)) continue;
    if (match.index < 12) continue;
    return [cut(run, 0, end), cut(run, end)];
  }
  return [run, EMPTY];
}

export interface TaskPlace {
  readonly number: string;
  readonly path: readonly string[];
  readonly shared: boolean;
  readonly doubts: readonly TaskDoubt[];
}

function namedUnits(chars: string, run: Run | undefined): NamedUnits | null {
  const value = run && withoutEnd(run);
  return value && value.text !== '' ? { ...quote(chars, value), units: unitsOf(chars, value) } : null;
}

function piece(chars: string, run: Run | undefined): Quote | null {
  const value = run && withoutEnd(run);
  return value && value.text !== '' ? quote(chars, value) : null;
}

/** One task from its words and its assignment. */
export function taskOf(
  chars: string,
  words: Run,
  more: readonly Run[],
  assignment: ReadonlyMap<Column | 'content', Run> | Assignment,
  place: TaskPlace,
  options: DeadlineOptions,
): ReadTask {
  const [first, rest] = firstSentence(words);
  const content = join([rest, ...more]);
  const time = withoutEnd(assignment.get('deadline') ?? EMPTY);
  const deadline = time.text === '' ? null : { ...quote(chars, time), ...readDeadline(time.text, options) };
  const doubts = new Set(place.doubts);
  if (deadline?.kind === 'unknown') doubts.add('deadline');
  if (options.lossy) doubts.add('scanned');
  return {
    number: place.number,
    title: quote(chars, withoutEnd(first)),
    content: content.text === '' ? null : quote(chars, content),
    path: place.path,
    lead: namedUnits(chars, assignment.get('lead')),
    coordinating: namedUnits(chars, assignment.get('coordinating')),
    deadline,
    product: piece(chars, assignment.get('product')),
    note: piece(chars, assignment.get('note')),
    shared: place.shared,
    doubts: [...doubts],
  };
}

const NUMBERED = new Set<Node['style']>(['arabic', 'dotted', 'paren', 'letter']);
const TASK_SECTION = /nhi.{1,2}m v|giai phap|noi dung thuc hien|to chuc cac hoat dong/;

interface Found {
  readonly node: Node;
  readonly assignment: Assignment;
  readonly shared: boolean;
}

function numberOf(outline: Outline, node: Node, found: Assignments): string {
  const line = above(outline, node).filter(({ index }) => !found.fieldNodes.has(index));
  const stop = line.findIndex(
    ({ style }) => style === 'arabic' || style === 'dotted' || style === 'roman' || style === 'part',
  );
  const own = stop < 0 ? line : line.slice(0, stop + 1);
  return own.reduceRight((number, { style, label, index, parent }) => {
    if (style === 'roman' || style === 'part') return '';
    if (style === 'paren') return `${number}(${label})`;
    if (style === 'bullet' || style === 'plus') {
      const siblings = (parent === null ? [] : (outline.nodes[parent]?.children ?? [])).filter(
        (other) => outline.nodes[other]?.style === style && !found.fieldNodes.has(other),
      );
      return `${number}-${siblings.indexOf(index) + 1}`;
    }
    return style === 'text' || label === '' ? number : number === '' ? label : `${number}.${label}`;
  }, '');
}

function candidates(outline: Outline, found: Assignments): Found[] {
  const all: Found[] = [];
  const takes = (node: Node) =>
    !found.fieldNodes.has(node.index) &&
    (NUMBERED.has(node.style) || node.style === 'bullet' || node.style === 'plus');
  const own = (node: Node) => {
    const assignment = found.of.get(node.index);
    return assignment && [...assignment.keys()].some((field) => field !== 'content' && field !== 'note')
      ? assignment
      : null;
  };
  const done = new Set<number>();
  for (const node of outline.nodes) {
    if (!takes(node) || done.has(node.index)) continue;
    const assignment = own(node);
    const inside = below(outline, node).filter((child) => takes(child) && NUMBERED.has(child.style));
    if (assignment && !inside.some((child) => own(child))) {
      const parts = inside.filter(({ style, parent }) => style === 'dotted' && parent === node.index);
      if (parts.length > 0) for (const part of parts) all.push({ node: part, assignment, shared: true });
      else all.push({ node, assignment, shared: false });
      for (const child of inside) done.add(child.index);
      continue;
    }
    if (assignment || !NUMBERED.has(node.style)) continue;
    const parts = node.children
      .map((index) => outline.nodes[index])
      .filter(
        (child): child is Node =>
          child !== undefined && takes(child) && (child.style === 'paren' || child.style === 'letter'),
      );
    const last = parts.at(-1);
    const common = last && own(last);
    if (common && parts.length > 1 && parts.slice(0, -1).every((part) => !own(part)))
      for (const part of parts) {
        all.push({ node: part, assignment: common, shared: true });
        done.add(part.index);
      }
  }
  return all;
}

/** Numbered items among the tasks that nobody is assigned to. */
function unassigned(outline: Outline, found: Assignments, some: readonly Found[]): Found[] {
  const taken = new Set(
    some.flatMap(({ node }) => [node, ...above(outline, node)].map(({ index }) => index)),
  );
  const tasks = new Set(some.map(({ node }) => node.index));
  const sections = outline.nodes.filter(
    ({ style, own, parent }) =>
      (style === 'roman' || style === 'part' || (style === 'annex' && parent === null)) &&
      TASK_SECTION.test(foldSame(own.text)) &&
      !foldSame(withoutEnd(own).text).endsWith('to chuc thuc hien'),
  );
  return sections.flatMap((section) =>
    below(outline, section)
      .filter(
        (node) =>
          (node.style === 'arabic' || node.style === 'dotted') &&
          !taken.has(node.index) &&
          !found.fieldNodes.has(node.index) &&
          !above(outline, node)
            .slice(1)
            .some(({ index }) => tasks.has(index)) &&
          !below(outline, node).some(
            (child) =>
              (child.style === 'dotted' || child.style === 'arabic' || taken.has(child.index)) &&
              !found.fieldNodes.has(child.index),
          ) &&
          node.own.text.length > 15,
      )
      .map((node) => ({ node, assignment: found.of.get(node.index) ?? new Map(), shared: false })),
  );
}

/** The tasks that stand as headings and items. */
export function tasksInOutline(
  chars: string,
  outline: Outline,
  found: Assignments,
  options: DeadlineOptions,
): ReadTask[] {
  const assigned = candidates(outline, found);
  const all = [...assigned, ...unassigned(outline, found, assigned)].sort(
    (a, b) => a.node.index - b.node.index,
  );
  return all.map(({ node, assignment, shared }) => {
    const words = found.before.get(node.index) ?? node.own;
    const inner = below(outline, node).filter(({ index }) => !found.fieldNodes.has(index));
    const content = assignment.get('content');
    const path = above(outline, node)
      .slice(1)
      .filter(({ style, index }) => style !== 'text' && style !== 'bullet' && !found.fieldNodes.has(index))
      .map(({ own }) => withoutEnd(own).text)
      .reverse();
    return taskOf(
      chars,
      words,
      content ? [content, ...inner.map(({ own }) => own)] : inner.map(({ own }) => own),
      assignment,
      {
        number: numberOf(outline, node, found),
        path,
        shared,
        doubts: [],
      },
      options,
    );
  });
}

const levelOf = (label: string) =>
  /^[IVX]+$/.test(label) ? 0 : /^\d/.test(label) ? label.split('.').length : 9;

/** The tasks that stand as rows of annexes. */
export function tasksInTable(chars: string, table: Table, options: DeadlineOptions): ReadTask[] {
  const tasks: ReadTask[] = [];
  let open: { label: string; level: number; title: string }[] = [];
  table.rows.forEach((row, index) => {
    const level = levelOf(row.label);
    open = open.filter((one) => one.level < level);
    const next = table.rows[index + 1];
    const words = row.cells.get('content') ?? EMPTY;
    const empty =
      !row.cells.has('lead') &&
      !row.cells.has('coordinating') &&
      !row.cells.has('deadline') &&
      !row.cells.has('product');
    if (empty && (level === 0 || (next && levelOf(next.label) > level))) {
      open.push({ label: row.label, level, title: withoutEnd(words).text });
      return;
    }
    if (words.text === '') return;
    const number = row.label.includes('.')
      ? [...open.filter((one) => one.level === 0).map(({ label }) => label), row.label].join('.')
      : [...open.map(({ label }) => label), row.label].join('.');
    const sure = !('sure' in row) || row.sure === true;
    tasks.push(
      taskOf(
        chars,
        words,
        [],
        row.cells,
        { number, path: open.map(({ title }) => title), shared: false, doubts: sure ? [] : ['cells'] },
        options,
      ),
    );
  });
  return tasks;
}
