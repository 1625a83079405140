import type { ItemParameters } from '../model.ts';
import { toCurve } from './curve.ts';
import { logChances, posteriorOf } from './expect.ts';
import type { Grid } from './grid.ts';
import type { Responses } from './responses.ts';

export interface Abilities {
  /** Per row: expected a posteriori ability, logits. */
  readonly means: Float64Array;
  /** Per row: posterior standard deviation, logits. */
  readonly sds: Float64Array;
}

/**
 * Abilities of all rows given the items.
 *
 *   θ̂ = ∫ θ L(θ) f(θ) dθ / ∫ L(θ) f(θ) dθ
 *
 * @see Bock & Mislevy (1982), Applied Psychological Measurement 6(4), 431–444
 */
export function abilitiesOf(data: Responses, items: readonly ItemParameters[], grid: Grid): Abilities {
  const table = logChances(items.map(toCurve), grid.nodes);
  const posterior = new Float64Array(grid.nodes.length);
  const means = new Float64Array(data.weights.length);
  const sds = new Float64Array(data.weights.length);
  for (let row = 0; row < means.length; row += 1) {
    posteriorOf(data, row, table, grid.weights, posterior);
    let mean = 0;
    let square = 0;
    for (let node = 0; node < posterior.length; node += 1) {
      mean += posterior[node]! * grid.nodes[node]!;
      square += posterior[node]! * grid.nodes[node]! ** 2;
    }
    means[row] = mean;
    sds[row] = Math.sqrt(Math.max(0, square - mean ** 2));
  }
  return { means, sds };
}
