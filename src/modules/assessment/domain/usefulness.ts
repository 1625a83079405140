import { addAnswer, at, COARSE, NODES, startLogWeights, toPosterior } from './ability.ts';
import type { Bank } from './bank.ts';
import type { Abilities } from './domain-abilities.ts';
import type { IndexedAnswer } from './domain-profile.ts';
import { normalBelow } from './normal.ts';
import type { RuleSet } from './rules.ts';

/** Weights below this add nothing that a choice could notice; leaving them out halves the work late in a test. */
const NEGLIGIBLE = 1e-5;

/**
 * How much each open item would tell about what is asked of this test; 0 for the others.
 *
 * `decision`: how much doubt about passing its answer takes away. `information`: how much it tells about ability.
 */
export function usefulnessOf(
  bank: Bank,
  rules: RuleSet,
  abilities: Abilities,
  answers: readonly IndexedAnswer[],
  open: Uint8Array,
): Float64Array {
  if (rules.selection.criterion === 'decision') return doubtRemoved(bank, rules, abilities, open);
  const logWeights = startLogWeights(rules.prior);
  for (const { index, right } of answers) addAnswer(logWeights, bank, index, right);
  return expectedInformation(bank, toPosterior(logWeights).weights, open);
}

/**
 * What an answer u is expected to take off the variance p (1 − p) of "passes":
 *
 *   Cov(passes, u)² / Var(u),   Cov = Σ w(θ_d) (P(passes | θ_d) − p) P(θ_d),   Var = ā (1 − ā),   ā = Σ w(θ_d) P(θ_d)
 *
 * An item counts through the domain it measures: (θ_d, θ̄) is taken as normal with its exact moments, so that
 * P(passes | θ_d) is one look-up a node. Items at the cut win while much is open, others once a side is likely.
 *
 * @see Tatsuoka & Ferguson (2003), Journal of the Royal Statistical Society B 65(1), 143–157: choosing by what is expected of
 *   the posterior over classes; Spray & Reckase (1994): items for a decision are chosen at the cut
 */
export function doubtRemoved(
  bank: Bank,
  { cut }: Pick<RuleSet, 'cut'>,
  abilities: Abilities,
  open: Uint8Array,
): Float64Array {
  const domains = abilities.domains.map((domain) => {
    const { weights } = domain;
    const slope = domain.covariance / domain.sd ** 2;
    const rest = Math.sqrt(Math.max(1e-4, abilities.sd ** 2 - slope * domain.covariance));
    const first = weights.findIndex((weight) => weight > NEGLIGIBLE);
    const last = weights.findLastIndex((weight) => weight > NEGLIGIBLE);
    const pull = new Float64Array(weights.length);
    let probability = 0;
    for (let place = first; place <= last; place += 1) {
      const expected = abilities.mean + slope * (at(COARSE, place) - domain.mean);
      pull[place] = normalBelow((expected - cut) / rest);
      probability += at(pull, place) * at(weights, place);
    }
    for (let place = first; place <= last; place += 1) {
      pull[place] = at(weights, place) * (at(pull, place) - probability);
    }
    return { weights, pull, first, last };
  });
  const { right } = bank;
  const removed = new Float64Array(open.length);
  for (let index = 0; index < open.length; index += 1) {
    const domain = domains[at(bank.domainOf, index)];
    if (at(open, index) === 0 || !domain) continue;
    const { weights, pull, first, last } = domain;
    const start = index * COARSE.length;
    let mean = 0;
    let covariance = 0;
    for (let place = first; place <= last; place += 1) {
      const chance = right[start + place] ?? 0;
      mean += (weights[place] ?? 0) * chance;
      covariance += (pull[place] ?? 0) * chance;
    }
    removed[index] = (covariance * covariance) / Math.max(1e-9, mean * (1 - mean));
  }
  return removed;
}

/**
 * Per open item its information averaged over the posterior, per squared logit.
 *
 * @param weights - posterior at the nodes
 * @see van der Linden (1998), Psychometrika 63(2), 201–216: posterior-weighted information
 */
export function expectedInformation(bank: Bank, weights: Float64Array, open: Uint8Array): Float64Array {
  const { information } = bank;
  const first = weights.findIndex((weight) => weight > NEGLIGIBLE);
  const last = weights.findLastIndex((weight) => weight > NEGLIGIBLE);
  const expected = new Float64Array(open.length);
  for (let index = 0; index < open.length; index += 1) {
    if (at(open, index) === 0) continue;
    const start = index * NODES.length;
    let sum = 0;
    for (let node = first; node <= last; node += 1) {
      sum += (weights[node] ?? 0) * (information[start + node] ?? 0);
    }
    expected[index] = sum;
  }
  return expected;
}
