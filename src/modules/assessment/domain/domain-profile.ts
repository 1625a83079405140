import { addAnswer, at, NODES, probabilityAtLeast, startLogWeights, toPosterior } from './ability.ts';
import type { Bank } from './bank.ts';
import type { RuleSet } from './rules.ts';

/** How a person stands in one domain, in words she can use. */
export type DomainLevel = 'strong' | 'ok' | 'learn-more' | 'unknown';

export interface DomainResult {
  readonly domain: string;
  readonly asked: number;
  readonly right: number;
  readonly level: DomainLevel;
}

/** One answer, by the item's position in the bank. */
export interface IndexedAnswer {
  readonly index: number;
  readonly right: boolean;
}

/**
 * Says per domain how a person stands, from her answers in that domain, pulled towards what the others say of her.
 *
 *   θ_d = θ + δ_d,   δ_d ~ N(0, spread²)
 *   p(θ_d | answers) ∝ L_d(θ_d) · ∫ p(θ | answers outside d) N(θ_d; θ, spread²) dθ
 *
 * Own answers count once: the pull comes from the other domains alone. That these are themselves blurred by their own
 * δ is neglected, so the pull is a little too firm. One answer says nothing: below `minAnswers`, and in the grey zone
 * between `learnMore` and `ok`, the level is 'unknown'.
 *
 * @returns every domain of the bank, in order
 * @see Wainer et al. (2001), Augmented scores, in Thissen & Wainer, Test Scoring, ch. 9: the idea of lending strength
 */
export function domainProfile(bank: Bank, rules: RuleSet, answers: readonly IndexedAnswer[]): DomainResult[] {
  return bank.domains.map((domain, position) => {
    const own = answers.filter(({ index }) => at(bank.domainOf, index) === position);
    const asked = own.length;
    const right = own.filter((answer) => answer.right).length;
    if (asked < rules.domainProfile.minAnswers) return { domain, asked, right, level: 'unknown' };

    const elsewhere = startLogWeights(rules.prior);
    for (const answer of answers)
      if (!own.includes(answer)) addAnswer(elsewhere, bank, answer.index, answer.right);
    const logWeights = blur(toPosterior(elsewhere).weights, rules.domainProfile.spread).map(Math.log);
    for (const answer of own) addAnswer(logWeights, bank, answer.index, answer.right);
    return { domain, asked, right, level: levelOf(rules, toPosterior(logWeights).weights) };
  });
}

function levelOf(
  { cut, domainProfile: { learnMore, ok, strong } }: RuleSet,
  weights: Float64Array,
): DomainLevel {
  if (probabilityAtLeast(weights, cut + strong.margin) >= strong.probability) return 'strong';
  const probability = probabilityAtLeast(weights, cut);
  if (probability >= ok) return 'ok';
  return probability <= learnMore ? 'learn-more' : 'unknown';
}

/** A distribution over the nodes, blurred by a normal one of this standard deviation; up to a constant. */
function blur(weights: Float64Array, sd: number): Float64Array {
  const densities = NODES.map((_, cells) => Math.exp(-((cells / 10 / sd) ** 2) / 2));
  const blurred = new Float64Array(weights.length);
  for (let to = 0; to < weights.length; to += 1) {
    let sum = 0;
    for (let from = 0; from < weights.length; from += 1) {
      sum += at(weights, from) * at(densities, Math.abs(to - from));
    }
    blurred[to] = sum;
  }
  return blurred;
}
