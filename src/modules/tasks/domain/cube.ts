import type { DeadlineKind } from './deadline.ts';
import type { ItemState } from './item.ts';

/**
 * The cells by which leaders count (QĐ 42/2014/QĐ-TTg and its reports): completed on time or late, open in time or overdue.
 * What never ends, and what has no day, belongs to none of the four and is counted beside them.
 */
export const cells = ['on-time', 'late', 'in-time', 'overdue', 'continuous', 'undated'] as const;
export type Cell = (typeof cells)[number];

export type Cube = Readonly<Record<Cell, number>>;

export const EMPTY_CUBE: Cube = {
  'on-time': 0,
  late: 0,
  'in-time': 0,
  overdue: 0,
  continuous: 0,
  undated: 0,
};

/** Whether a piece of work is within its deadline; null where it has no day. */
export function isInTime(
  item: { readonly dueOn: string | null; readonly reportedOn: string | null },
  today: string,
): boolean | null {
  // Who says in time that it is done is not late because nobody has looked at it yet.
  return item.dueOn === null ? null : (item.reportedOn ?? today) <= item.dueOn;
}

/** The cell of one unit's work; null for what was given back or withdrawn: nobody works on it. */
export function cellOf(item: {
  readonly kind: DeadlineKind;
  readonly state: ItemState;
  readonly inTime: boolean | null;
}): Cell | null {
  if (item.state === 'withdrawn' || item.state === 'declined') return null;
  if (item.kind === 'continuous' || item.kind === 'recurring') return 'continuous';
  const done = item.state === 'confirmed';
  // Without a day nothing is late: what is done counts as done on time, what is open waits apart.
  if (item.inTime === null) return done ? 'on-time' : 'undated';
  if (done) return item.inTime ? 'on-time' : 'late';
  return item.inTime ? 'in-time' : 'overdue';
}

export function addUp(counts: readonly { readonly cell: Cell | null; readonly count: number }[]): Cube {
  const cube: Record<Cell, number> = { ...EMPTY_CUBE };
  for (const { cell, count } of counts) if (cell) cube[cell] += count;
  return cube;
}

export const totalOf = (cube: Cube): number => cells.reduce((sum, cell) => sum + cube[cell], 0);

/** The cell that a task of several units is shown in: what needs attention first. */
export function worstOf(cube: Cube): Cell | null {
  const order: readonly Cell[] = ['overdue', 'in-time', 'undated', 'continuous', 'late', 'on-time'];
  return order.find((cell) => cube[cell] > 0) ?? null;
}
