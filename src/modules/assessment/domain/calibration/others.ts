import type { ItemParameters } from '../model.ts';
import { toCurve } from './curve.ts';
import { logChances } from './expect.ts';
import { type Grid, normalWeights, type Population } from './grid.ts';
import type { Responses } from './responses.ts';

/** Per answer: what the same person's other answers say of her. */
export interface ByOthers {
  /** Expected ability, logits. */
  readonly abilities: Float64Array;
  /** Chance of a right answer to this item that they let expect. */
  readonly chances: Float64Array;
}

/**
 * Judges every answer by the person's other answers, so that no answer vouches for itself.
 *
 * @param populationOf per row: the population she comes from. People of groups that differ must be believed to differ,
 *   or the matched ones of the weaker group are abler than they seem (the regression correction of SIBTEST)
 * @param without items whose answers do not count as others
 * @see Shealy & Stout (1993), Psychometrika 58(2), 159–194
 */
export function judgeByOthers(
  data: Responses,
  items: readonly ItemParameters[],
  nodes: Float64Array,
  populationOf: (row: number) => Population | undefined,
  without: ReadonlySet<number> = new Set(),
): ByOthers {
  const count = nodes.length;
  const table = logChances(items.map(toCurve), nodes);
  const abilities = new Float64Array(data.items.length).fill(Number.NaN);
  const chances = new Float64Array(data.items.length).fill(Number.NaN);
  const logWeights = new Map<Population, Float64Array>();
  const logs = new Float64Array(count);
  for (let row = 0; row < data.weights.length; row += 1) {
    const population = populationOf(row);
    if (!population) continue;
    let prior = logWeights.get(population);
    if (!prior) logWeights.set(population, (prior = normalWeights(nodes, population).map(Math.log)));
    logs.set(prior);
    for (let entry = data.starts[row]!; entry < data.starts[row + 1]!; entry += 1) {
      if (without.has(data.items[entry]!)) continue;
      const from = (data.items[entry]! * 2 + data.rights[entry]!) * count;
      for (let node = 0; node < count; node += 1) logs[node]! += table[from + node]!;
    }
    for (let entry = data.starts[row]!; entry < data.starts[row + 1]!; entry += 1) {
      const item = data.items[entry]!;
      const own = without.has(item) ? -1 : (item * 2 + data.rights[entry]!) * count;
      const right = (item * 2 + 1) * count;
      let peak = -Infinity;
      for (let node = 0; node < count; node += 1) {
        const value = logs[node]! - (own < 0 ? 0 : table[own + node]!);
        if (value > peak) peak = value;
      }
      let [mass, ability, chance] = [0, 0, 0];
      for (let node = 0; node < count; node += 1) {
        const value = Math.exp(logs[node]! - (own < 0 ? 0 : table[own + node]!) - peak);
        mass += value;
        ability += value * nodes[node]!;
        chance += value * Math.exp(table[right + node]!);
      }
      abilities[entry] = ability / mass;
      chances[entry] = chance / mass;
    }
  }
  return { abilities, chances };
}

/** Mean and standard deviation of the abilities of some rows, by EM with the items held. */
export function populationOf(
  data: Responses,
  items: readonly ItemParameters[],
  grid: Grid,
  rows: readonly number[],
): Population {
  const table = logChances(items.map(toCurve), grid.nodes);
  const count = grid.nodes.length;
  const likelihoods = rows.map((row) => {
    const logs = new Float64Array(count);
    for (let entry = data.starts[row]!; entry < data.starts[row + 1]!; entry += 1) {
      const from = (data.items[entry]! * 2 + data.rights[entry]!) * count;
      for (let node = 0; node < count; node += 1) logs[node]! += table[from + node]!;
    }
    const peak = logs.reduce((high, value) => Math.max(high, value), -Infinity);
    return logs.map((value) => Math.exp(value - peak));
  });
  let population: Population = { mean: 0, sd: 1 };
  for (let round = 0; round < 25; round += 1) {
    const weights = normalWeights(grid.nodes, population);
    let [people, sum, square] = [0, 0, 0];
    for (const [place, likelihood] of likelihoods.entries()) {
      let [mass, mean, second] = [0, 0, 0];
      for (let node = 0; node < count; node += 1) {
        const value = likelihood[node]! * weights[node]!;
        mass += value;
        mean += value * grid.nodes[node]!;
        second += value * grid.nodes[node]! ** 2;
      }
      const weight = data.weights[rows[place]!]!;
      people += weight;
      sum += (weight * mean) / mass;
      square += (weight * second) / mass;
    }
    if (people === 0) return population;
    const mean = sum / people;
    const next = { mean, sd: Math.sqrt(Math.max(0.04, square / people - mean ** 2)) };
    const moved = Math.abs(next.mean - population.mean) + Math.abs(next.sd - population.sd);
    population = next;
    if (moved < 1e-3) break;
  }
  return population;
}
