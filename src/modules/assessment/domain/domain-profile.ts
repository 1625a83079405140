import { at } from './ability.ts';
import type { Bank } from './bank.ts';
import { type Abilities, type DomainAbility, probabilityDomainAtLeast } from './domain-abilities.ts';
import type { RuleSet } from './rules.ts';

/** How a person stands in one domain: passed and strong, passed, not passed, not enough evidence. */
export type DomainLevel = 'strong' | 'ok' | 'learn-more' | 'unknown';

export interface DomainResult {
  readonly domain: string;
  readonly asked: number;
  readonly right: number;
  readonly level: DomainLevel;
  /** P(θ_d ≥ cut). */
  readonly probability?: number;
  /** Expected a posteriori, logits, and its standard deviation. */
  readonly ability?: { readonly mean: number; readonly sd: number };
}

/** One answer, by the item's position in the bank. */
export interface IndexedAnswer {
  readonly index: number;
  readonly right: boolean;
}

/**
 * Says per domain how a person stands, from the joint posterior of domain-abilities.ts: her answers in that domain, pulled
 * towards what the others say of her.
 *
 * Below `minAnswers` of its own, and in the grey zone between `learnMore` and `ok`, a domain is 'unknown': what the others
 * say is never a verdict on it.
 *
 * @returns every domain of the bank, in order
 */
export function domainProfile(
  bank: Bank,
  rules: RuleSet,
  answers: readonly IndexedAnswer[],
  abilities: Abilities,
): DomainResult[] {
  return bank.domains.map((domain, position) => {
    const own = answers.filter(({ index }) => at(bank.domainOf, index) === position);
    const ability = abilities.domains[position]!;
    const asked = own.length;
    return {
      domain,
      asked,
      right: own.filter((answer) => answer.right).length,
      level: asked < rules.domainProfile.minAnswers ? 'unknown' : levelOf(rules, ability),
      probability: probabilityDomainAtLeast(ability, rules.cut),
      ability: { mean: ability.mean, sd: ability.sd },
    };
  });
}

/** The greatest chance of any domain to lie below the floor of the rules; 0 without a floor. */
export function probabilityBelowFloor({ cut, domainFloor }: RuleSet, { domains }: Abilities): number {
  if (!domainFloor) return 0;
  const floor = cut - domainFloor.margin;
  return Math.max(0, ...domains.map((domain) => 1 - probabilityDomainAtLeast(domain, floor)));
}

function levelOf(
  { cut, domainProfile: { learnMore, ok, strong } }: RuleSet,
  ability: DomainAbility,
): DomainLevel {
  if (probabilityDomainAtLeast(ability, cut + strong.margin) >= strong.probability) return 'strong';
  const probability = probabilityDomainAtLeast(ability, cut);
  if (probability >= ok) return 'ok';
  return probability <= learnMore ? 'learn-more' : 'unknown';
}
