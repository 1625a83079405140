import { chanceAt, type Curve, expit, logit, type Triple } from './curve.ts';
import type { Expected } from './expect.ts';
import type { Grid } from './grid.ts';
import { solve } from './matrix.ts';
import { addPrior, type ItemPriors, logPrior } from './priors.ts';

/** Which of α, d and γ are estimated. */
export type Free = readonly [slope: boolean, intercept: boolean, guessing: boolean];

/** Expected right and all answers of one item per node. */
export interface ItemCounts {
  readonly right: Float64Array;
  readonly all: Float64Array;
}

export function countsOf(expected: Expected, item: number, nodes: number): ItemCounts {
  const wrong = expected.marks.subarray(item * 2 * nodes, (item * 2 + 1) * nodes);
  const right = expected.marks.subarray((item * 2 + 1) * nodes, (item * 2 + 2) * nodes);
  return { right, all: right.map((count, node) => count + wrong[node]!) };
}

/** Expected log likelihood of one item's answers with the belief about it. */
export function heightOf(counts: ItemCounts, grid: Grid, priors: ItemPriors, curve: Curve): number {
  const unused: Triple = [0, 0, 0];
  let height = logPrior(priors, curve);
  for (let node = 0; node < grid.nodes.length; node += 1) {
    const chance = chanceAt(curve, grid.nodes[node]!, unused);
    const right = counts.right[node]!;
    height += right * Math.log(chance) + (counts.all[node]! - right) * Math.log1p(-chance);
  }
  return height;
}

/** Gradient and expected information of one item's answers by α, d and γ, beliefs included. */
export function slopeOf(
  counts: ItemCounts,
  grid: Grid,
  priors: ItemPriors,
  curve: Curve,
): { readonly gradient: Triple; readonly information: Float64Array } {
  const gradient: Triple = [0, 0, 0];
  const information = new Float64Array(9);
  const by: Triple = [0, 0, 0];
  for (let node = 0; node < grid.nodes.length; node += 1) {
    const all = counts.all[node]!;
    if (all === 0) continue;
    const chance = chanceAt(curve, grid.nodes[node]!, by);
    const spread = chance * (1 - chance);
    const surplus = (counts.right[node]! - all * chance) / spread;
    for (let row = 0; row < 3; row += 1) {
      gradient[row]! += surplus * by[row]!;
      for (let column = 0; column < 3; column += 1)
        information[row * 3 + column]! += (all / spread) * by[row]! * by[column]!;
    }
  }
  addPrior(priors, curve, gradient, information);
  return { gradient, information };
}

const ROUNDS = 4;

/**
 * The M step for one item: Fisher scoring, each step halved until it climbs. It need not reach the top: EM converges
 * as long as every step goes up.
 */
export function maximiseItem(
  counts: ItemCounts,
  grid: Grid,
  priors: ItemPriors,
  from: Curve,
  free: Free,
): Curve {
  const index = [0, 1, 2].filter((parameter) => free[parameter]);
  if (index.length === 0) return from;
  let curve = from;
  let height = heightOf(counts, grid, priors, curve);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { gradient, information } = slopeOf(counts, grid, priors, curve);
    const small = new Float64Array(index.length ** 2);
    for (const [row, one] of index.entries())
      for (const [column, other] of index.entries())
        // A hair of ridge: an item that everybody knows has no information about its slope.
        small[row * index.length + column] = information[one * 3 + other]! + (one === other ? 1e-6 : 0);
    const step = solve(
      small,
      index.map((parameter) => gradient[parameter]!),
    );
    if (!step) return curve;
    let share = 1;
    let moved: Curve | undefined;
    for (let halving = 0; halving < 12 && !moved; halving += 1, share /= 2) {
      const candidate = stepped(curve, index, step, share);
      const reached = heightOf(counts, grid, priors, candidate);
      if (reached >= height - 1e-12) {
        moved = candidate;
        height = reached;
      }
    }
    if (!moved) return curve;
    curve = moved;
    if (step.every((length) => Math.abs(length * share) < 1e-5)) return curve;
  }
  return curve;
}

function stepped(curve: Curve, index: readonly number[], step: readonly number[], share: number): Curve {
  const by = [0, 0, 0];
  // No step is longer than what a logit scale can mean.
  for (const [place, parameter] of index.entries())
    by[parameter] = share * Math.max(-2, Math.min(2, step[place]!));
  return {
    logSlope: Math.max(-4, Math.min(2.5, curve.logSlope + by[0]!)),
    intercept: Math.max(-12, Math.min(12, curve.intercept + by[1]!)),
    guessing: by[2] === 0 ? curve.guessing : Math.min(0.6, expit(logit(curve.guessing) + by[2]!)),
  };
}

/** The M step for the one slope that items share (1PL), their intercepts held. */
export function maximiseSharedSlope(
  items: readonly { readonly counts: ItemCounts; readonly priors: ItemPriors; readonly curve: Curve }[],
  grid: Grid,
): number {
  const first = items[0];
  if (!first) return 0;
  let logSlope = first.curve.logSlope;
  for (let round = 0; round < ROUNDS; round += 1) {
    let gradient = 0;
    let information = 1e-6;
    for (const { counts, priors, curve } of items) {
      const own = slopeOf(counts, grid, priors, { ...curve, logSlope });
      gradient += own.gradient[0];
      information += own.information[0]!;
    }
    const step = Math.max(-0.5, Math.min(0.5, gradient / information));
    logSlope += step;
    if (Math.abs(step) < 1e-6) break;
  }
  return logSlope;
}
