import { UNKNOWN_HOME } from './counting.ts';
import type { PublicationPolicy } from './publication.ts';

/** A unit's true count in one table: a whole and its parts, one indicator. */
export interface Cell {
  readonly unitId: number;
  readonly num: number;
}
export type CellState = 'shown' | 'small' | 'beside';
/** What the snapshot before had of a cell. */
export interface Before {
  readonly num: number;
  readonly state: CellState;
}

/** A node of the published tree: the nation, its provinces and "home not known", their communes. */
export interface Node extends Cell {
  readonly children: readonly Node[];
}

/**
 * Which cells of a whole tree may be shown. Small counts are hidden; then, in each table of one whole and its parts, more
 * cells until no small one can be found by subtraction; where that is not enough, the whole is hidden as well. What is
 * hidden hides everything below it.
 *
 * @param before the snapshot before, by unit. A cell that was small then stays hidden once more, and a cell that was
 *   hidden beside others is the first to be so again: two snapshots laid side by side tell no more than one.
 */
export function hideCells(
  root: Node,
  policy: PublicationPolicy,
  before: ReadonlyMap<number, Before>,
): Map<number, CellState> {
  const wholes = new Set<number>();
  for (;;) {
    const states = new Map<number, CellState>();
    const open = hideTree(root, policy, before, wholes, states);
    if (open.length === 0) return states;
    for (const unitId of open) wholes.add(unitId);
  }
}

/** One pass from the top. @returns the wholes that must be hidden too, because their parts cannot be kept apart */
function hideTree(
  root: Node,
  policy: PublicationPolicy,
  before: ReadonlyMap<number, Before>,
  wholes: ReadonlySet<number>,
  states: Map<number, CellState>,
): number[] {
  const open: number[] = [];
  const hideAll = (node: Node): void => {
    for (const child of node.children) {
      states.set(child.unitId, isSmall(child, policy) ? 'small' : 'beside');
      hideAll(child);
    }
  };
  const visit = (node: Node): void => {
    if (states.get(node.unitId) !== 'shown') return hideAll(node);
    const parts = hideParts(node.children, policy, before, wholes);
    if (!parts.safe) open.push(node.unitId);
    for (const [unitId, state] of parts.states) states.set(unitId, state);
    for (const child of node.children) visit(child);
  };
  states.set(root.unitId, isSmall(root, policy) ? 'small' : wholes.has(root.unitId) ? 'beside' : 'shown');
  visit(root);
  return open;
}

/** "Home not known" is no place: how many they are tells of nobody, so it is always shown. */
const isSmall = ({ unitId, num }: Cell, policy: PublicationPolicy) =>
  unitId !== UNKNOWN_HOME && num > 0 && num < policy.hide_below;

/** One table whose whole is shown. */
function hideParts(
  parts: readonly Cell[],
  policy: PublicationPolicy,
  before: ReadonlyMap<number, Before>,
  wholes: ReadonlySet<number>,
): { states: Map<number, CellState>; safe: boolean } {
  const states = new Map<number, CellState>(
    parts.map((part) => {
      const { unitId } = part;
      const hidden = wholes.has(unitId) || before.get(unitId)?.state === 'small';
      return [unitId, isSmall(part, policy) ? 'small' : hidden ? 'beside' : 'shown'];
    }),
  );
  const candidates = parts
    .filter(({ unitId, num }) => unitId !== UNKNOWN_HOME && states.get(unitId) === 'shown' && num > 0)
    .sort((left, right) => {
      const again = (cell: Cell) => (before.get(cell.unitId)?.state === 'beside' ? 0 : 1);
      return again(left) - again(right) || left.num - right.num || left.unitId - right.unitId;
    });
  for (const next of candidates) {
    if (isProtected(parts, states, policy)) return { states, safe: true };
    states.set(next.unitId, 'beside');
  }
  return { states, safe: isProtected(parts, states, policy) };
}

/**
 * Whether each small cell could have enough values for one who knows the whole, every shown part, and of each hidden part
 * whether it is small or hidden beside: the strongest reader we reckon with.
 */
function isProtected(
  parts: readonly Cell[],
  states: ReadonlyMap<number, CellState>,
  policy: PublicationPolicy,
): boolean {
  const hidden = parts.filter(({ unitId }) => states.get(unitId) !== 'shown');
  if (hidden.length < 2) return hidden.length === 0;
  const rest = hidden.reduce((sum, cell) => sum + cell.num, 0);
  const small = hidden.filter(({ unitId }) => states.get(unitId) === 'small').length;
  const beside = hidden.length - small;
  if (small === 0) return true;
  // Each other small cell is 1 to hide_below − 1. A cell beside is at least hide_below when all of them are.
  const besideLeast = hidden
    .filter(({ unitId }) => states.get(unitId) === 'beside')
    .reduce((sum, { num }) => sum + (num < policy.hide_below ? 0 : policy.hide_below), 0);
  const low = Math.max(1, beside > 0 ? 1 : rest - (small - 1) * (policy.hide_below - 1));
  const high = Math.min(policy.hide_below - 1, rest - (small - 1) - besideLeast);
  return high - low + 1 >= policy.least_candidates;
}

export interface PublishedShare {
  /** Whole percent points; null when no share may be told. */
  readonly percent: number | null;
  readonly edge: '<=' | '>=' | '';
}

/** A share as the public may see it: none of few people, rounded for small places, without its extremes. */
export function publishShare(
  num: number,
  denominator: number | null,
  { percent: rule }: PublicationPolicy,
): PublishedShare {
  if (denominator === null || denominator < rule.least_denominator) return { percent: null, edge: '' };
  const exact = (num / denominator) * 100;
  if (exact >= rule.top) return { percent: rule.top, edge: '>=' };
  if (exact <= rule.bottom) return { percent: rule.bottom, edge: '<=' };
  const step = denominator < rule.coarse_below ? rule.coarse_step : 1;
  const rounded = Math.round(exact / step) * step;
  return { percent: Math.min(rule.top, Math.max(rule.bottom, rounded)), edge: '' };
}
