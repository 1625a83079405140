import type { Model } from './calibrate.ts';
import { chanceAt, type Curve, type Triple } from './curve.ts';
import { logChances, posteriorOf } from './expect.ts';
import type { Grid } from './grid.ts';
import { invert } from './matrix.ts';
import { addPrior, type ItemPriors } from './priors.ts';
import type { Responses } from './responses.ts';

/** Standard errors of one item's parameters. */
export interface ParameterErrors {
  readonly discrimination: number;
  /** Logits. */
  readonly difficulty: number;
  readonly guessing: number;
}

interface Frame {
  readonly model: Model;
  readonly priors: readonly ItemPriors[];
  readonly fixed: ReadonlyMap<number, unknown>;
}

/**
 * Standard errors from the cross products of people's marginal scores, the curvature of beliefs added: unlike counts
 * per item they know that abilities are not seen. The delta method brings them from α, d and γ to a, b and c.
 *
 * @returns null for fixed items, and for all where the answers cannot tell the parameters apart
 * @see Louis (1982), JRSS B 44(2), 226–233; Yuan, Cheng & Patton (2014), Psychometrika 79(2), 232–254
 */
export function errorsOf(
  data: Responses,
  curves: readonly Curve[],
  grid: Grid,
  { model, priors, fixed }: Frame,
): (ParameterErrors | null)[] {
  const each = model === '1PL' ? 1 : model === '2PL' ? 2 : 3;
  const places = new Int32Array(curves.length).fill(-1);
  let size = 0;
  for (const item of curves.keys()) {
    if (fixed.has(item)) continue;
    places[item] = size;
    size += each;
  }
  if (size === 0) return curves.map(() => null);
  // The shared slope stands last.
  const shared = model === '1PL' ? size : -1;
  if (shared >= 0) size += 1;
  const information = crossProducts(data, curves, grid, { each, places, size, shared });
  addBeliefs(information, size, curves, priors, places, model, shared);
  const covariance = invert(information, size);
  if (!covariance) return curves.map(() => null);
  return curves.map((curve, item) => {
    const place = places[item]!;
    if (place < 0) return null;
    const index = model === '1PL' ? [shared, place] : [place, place + 1, place + 2].slice(0, each);
    return onScale(curve, (row, column) => covariance[index[row]! * size + index[column]!]!, each);
  });
}

interface Layout {
  readonly each: number;
  readonly places: Int32Array;
  readonly size: number;
  readonly shared: number;
}

function crossProducts(
  data: Responses,
  curves: readonly Curve[],
  grid: Grid,
  { each, places, size, shared }: Layout,
): Float64Array {
  const count = grid.nodes.length;
  const table = logChances(curves, grid.nodes);
  const slopes = markSlopes(curves, grid);
  const posterior = new Float64Array(count);
  const products = new Float64Array(size * size);
  const score = new Float64Array(size);
  const touched: number[] = [];
  for (let row = 0; row < data.weights.length; row += 1) {
    posteriorOf(data, row, table, grid.weights, posterior);
    touched.length = 0;
    if (shared >= 0) {
      score[shared] = 0;
      touched.push(shared);
    }
    for (let entry = data.starts[row]!; entry < data.starts[row + 1]!; entry += 1) {
      const item = data.items[entry]!;
      const place = places[item]!;
      if (place < 0) continue;
      const from = (item * 2 + data.rights[entry]!) * 3 * count;
      const mean: Triple = [0, 0, 0];
      for (let parameter = 0; parameter < 3; parameter += 1)
        for (let node = 0; node < count; node += 1)
          mean[parameter]! += posterior[node]! * slopes[from + parameter * count + node]!;
      if (shared >= 0) {
        score[shared]! += mean[0];
        score[place] = mean[1];
        touched.push(place);
      } else {
        for (let parameter = 0; parameter < each; parameter += 1) {
          score[place + parameter] = mean[parameter]!;
          touched.push(place + parameter);
        }
      }
    }
    const weight = data.weights[row]!;
    for (const one of touched) {
      const scaled = weight * score[one]!;
      for (const other of touched) products[one * size + other]! += scaled * score[other]!;
    }
  }
  return products;
}

/** Derivative of the log chance of each mark by α, d and γ, at `((item · 2 + right) · 3 + parameter) · nodes + node`. */
function markSlopes(curves: readonly Curve[], { nodes }: Grid): Float64Array {
  const count = nodes.length;
  const slopes = new Float64Array(curves.length * 6 * count);
  const by: Triple = [0, 0, 0];
  for (const [item, curve] of curves.entries()) {
    for (let node = 0; node < count; node += 1) {
      const chance = chanceAt(curve, nodes[node]!, by);
      for (let parameter = 0; parameter < 3; parameter += 1) {
        slopes[(item * 6 + parameter) * count + node] = -by[parameter]! / (1 - chance);
        slopes[(item * 6 + 3 + parameter) * count + node] = by[parameter]! / chance;
      }
    }
  }
  return slopes;
}

function addBeliefs(
  information: Float64Array,
  size: number,
  curves: readonly Curve[],
  priors: readonly ItemPriors[],
  places: Int32Array,
  model: Model,
  shared: number,
): void {
  for (const [item, curve] of curves.entries()) {
    const place = places[item]!;
    if (place < 0) continue;
    const curvature = new Float64Array(9);
    addPrior(priors[item]!, curve, [0, 0, 0], curvature);
    const index =
      model === '1PL' ? [shared, place] : [place, place + 1, place + 2].slice(0, model === '2PL' ? 2 : 3);
    for (const [row, one] of index.entries())
      for (const [column, other] of index.entries())
        information[one * size + other]! += curvature[row * 3 + column]!;
  }
}

function onScale(
  curve: Curve,
  covariance: (row: number, column: number) => number,
  each: number,
): ParameterErrors {
  const slope = Math.exp(curve.logSlope);
  const b = -curve.intercept / slope;
  const variance =
    b ** 2 * covariance(0, 0) + covariance(1, 1) / slope ** 2 + (2 * b * covariance(0, 1)) / slope;
  const guessing = each === 3 ? curve.guessing * (1 - curve.guessing) * Math.sqrt(covariance(2, 2)) : 0;
  return {
    discrimination: slope * Math.sqrt(covariance(0, 0)),
    difficulty: Math.sqrt(Math.max(0, variance)),
    guessing,
  };
}
