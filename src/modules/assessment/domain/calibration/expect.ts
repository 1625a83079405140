import { chanceAt, type Curve, type Triple } from './curve.ts';
import type { Grid } from './grid.ts';
import type { Responses } from './responses.ts';

/** Expected numbers of people at each node: what the answers would be if abilities could be seen. */
export interface Expected {
  /** At `(item · 2 + right) · nodes + node`: people with this mark at this ability. */
  readonly marks: Float64Array;
  /** Per node: people of this ability. */
  readonly people: Float64Array;
  /** Of all rows, marginal over ability. */
  logLikelihood: number;
}

export function emptyExpected(itemCount: number, nodes: number): Expected {
  return {
    marks: new Float64Array(itemCount * 2 * nodes),
    people: new Float64Array(nodes),
    logLikelihood: 0,
  };
}

/** Log chance of each mark at each node, laid out like {@link Expected.marks}. */
export function logChances(curves: readonly Curve[], nodes: Float64Array): Float64Array {
  const table = new Float64Array(curves.length * 2 * nodes.length);
  const unused: Triple = [0, 0, 0];
  for (const [item, curve] of curves.entries()) {
    for (let node = 0; node < nodes.length; node += 1) {
      const chance = chanceAt(curve, nodes[node]!, unused);
      table[item * 2 * nodes.length + node] = Math.log1p(-chance);
      table[(item * 2 + 1) * nodes.length + node] = Math.log(chance);
    }
  }
  return table;
}

/**
 * Posterior of one row over the nodes, into `posterior`.
 *
 * @returns logarithm of the row's marginal chance
 */
export function posteriorOf(
  data: Responses,
  row: number,
  table: Float64Array,
  weights: Float64Array,
  posterior: Float64Array,
): number {
  const count = weights.length;
  posterior.fill(0);
  for (let entry = data.starts[row]!; entry < data.starts[row + 1]!; entry += 1) {
    const from = (data.items[entry]! * 2 + data.rights[entry]!) * count;
    for (let node = 0; node < count; node += 1) posterior[node]! += table[from + node]!;
  }
  let peak = -Infinity;
  for (let node = 0; node < count; node += 1) if (posterior[node]! > peak) peak = posterior[node]!;
  let total = 0;
  for (let node = 0; node < count; node += 1) {
    const value = Math.exp(posterior[node]! - peak) * weights[node]!;
    posterior[node] = value;
    total += value;
  }
  for (let node = 0; node < count; node += 1) posterior[node]! /= total;
  return peak + Math.log(total);
}

/**
 * The E step over the rows from `from` up to, without, `to`; adds to `into`, so that ranges may be worked apart.
 *
 * @see Bock & Aitkin (1981), Psychometrika 46(4), 443–459
 */
export function expectRows(
  data: Responses,
  table: Float64Array,
  grid: Grid,
  into: Expected,
  from = 0,
  to = data.weights.length,
): void {
  const count = grid.nodes.length;
  const posterior = new Float64Array(count);
  for (let row = from; row < to; row += 1) {
    const weight = data.weights[row]!;
    into.logLikelihood += weight * posteriorOf(data, row, table, grid.weights, posterior);
    for (let node = 0; node < count; node += 1) {
      posterior[node]! *= weight;
      into.people[node]! += posterior[node]!;
    }
    for (let entry = data.starts[row]!; entry < data.starts[row + 1]!; entry += 1) {
      const start = (data.items[entry]! * 2 + data.rights[entry]!) * count;
      for (let node = 0; node < count; node += 1) into.marks[start + node]! += posterior[node]!;
    }
  }
}
