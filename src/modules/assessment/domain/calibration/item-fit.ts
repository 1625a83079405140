import type { Calibration } from './calibrate.ts';
import { probabilityRight } from '../model.ts';
import { countsOf } from './maximise.ts';

/** One fifth of the people who were asked, the least able first. */
export interface FitGroup {
  readonly people: number;
  /** Mean ability, logits. */
  readonly ability: number;
  /** Share of right answers. */
  readonly observed: number;
  readonly expected: number;
}

export interface ItemFit {
  /** Root mean squared distance of the observed curve from the model's, in shares of right answers; 0 to 1. */
  readonly rmsd: number;
  readonly groups: readonly FitGroup[];
}

/** Above it an item does not behave as the model says. */
export const MISFIT = 0.12;
const GROUPS = 5;

/**
 * How far an item's observed curve lies from the model's, weighted by who was asked.
 *
 *   RMSD = √ Σ f(θ) (r(θ)/n(θ) − P(θ))²
 *
 * @see OECD, PISA 2018 Technical Report, ch. 9 (RMSD, 0.12)
 */
export function fitOf({ expected, grid, items }: Calibration, item: number): ItemFit | undefined {
  const { right, all } = countsOf(expected, item, grid.nodes.length);
  const total = all.reduce((sum, count) => sum + count, 0);
  const parameters = items[item];
  if (!parameters || !(total > 0)) return undefined;
  let squares = 0;
  const sums = Array.from({ length: GROUPS }, () => ({ people: 0, ability: 0, observed: 0, expected: 0 }));
  let before = 0;
  for (let node = 0; node < all.length; node += 1) {
    const people = all[node]!;
    if (people < total * 1e-9) continue;
    const chance = probabilityRight(parameters, grid.nodes[node]!);
    squares += (people / total) * (right[node]! / people - chance) ** 2;
    // A node may lie in two groups.
    let left = people;
    while (left > total * 1e-12) {
      const group = Math.min(GROUPS - 1, Math.floor((before * GROUPS) / total + 1e-9));
      const room = group === GROUPS - 1 ? left : ((group + 1) * total) / GROUPS - before;
      const taken = Math.min(left, Math.max(room, total * 1e-12));
      const sum = sums[group]!;
      sum.people += taken;
      sum.ability += taken * grid.nodes[node]!;
      sum.observed += (taken * right[node]!) / people;
      sum.expected += taken * chance;
      left -= taken;
      before += taken;
    }
  }
  const groups = sums.map(({ people, ...sum }) => ({
    people,
    ability: sum.ability / people,
    observed: sum.observed / people,
    expected: sum.expected / people,
  }));
  return { rmsd: Math.sqrt(squares), groups };
}
