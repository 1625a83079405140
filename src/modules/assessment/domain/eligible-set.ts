import { at } from './ability.ts';
import type { Bank } from './bank.ts';
import { boundsAt } from './blueprint.ts';
import { domainSupply } from './coverage.ts';
import { drawEligible, type ExposureCounts } from './exposure.ts';
import { type Random, randomFor } from './random.ts';
import type { RuleSet } from './rules.ts';

/** What decides the items of one session before it begins. */
export interface SessionStart {
  /** Drawn by whoever starts the session, and kept secret while it runs. */
  readonly seed: string;
  /** Ids of items the person met in her latest sessions. */
  readonly seenItems: readonly string[];
  readonly exposure: ExposureCounts;
}

/**
 * The items one session may use: those the exposure control lets through, without those the person has met lately.
 *
 * A domain left too poor for the blueprint gets items back: first such as rest, then such as she has met, the least
 * shown first. Covering every domain is worth more than a cap; checkBlueprint tells when a bank is too small for both.
 *
 * @returns per item of the bank 1 or 0
 */
export function chooseEligible(bank: Bank, rules: RuleSet, start: SessionStart): Uint8Array {
  const random = randomFor(start.seed, 'eligible');
  const seen = new Set(start.seenItems);
  const eligible = drawEligible(bank, start.exposure, rules.exposureCap, random);
  for (const [index, item] of bank.items.entries()) if (seen.has(item.id)) eligible[index] = 0;

  if (findPoorDomain(bank, rules, eligible) === undefined) return eligible;
  const reserve = listReserve(bank, eligible, seen, start.exposure, random);
  for (;;) {
    const domain = findPoorDomain(bank, rules, eligible);
    const place = reserve.findIndex((index) => enriches(bank, rules, eligible, index, domain));
    const [added] = reserve.splice(place, place < 0 ? 0 : 1);
    if (added === undefined) return eligible;
    eligible[added] = 1;
  }
}

/** Items outside the set, in the order in which they may come back. */
function listReserve(
  bank: Bank,
  eligible: Uint8Array,
  seen: ReadonlySet<string>,
  exposure: ExposureCounts,
  random: Random,
): number[] {
  return bank.items
    .map(({ id }, index) => ({
      index,
      seen: seen.has(id) ? 1 : 0,
      administered: exposure.items.get(id)?.administered ?? 0,
      draw: random(),
    }))
    .filter(({ index }) => at(eligible, index) === 0)
    .sort(
      (one, other) => one.seen - other.seen || one.administered - other.administered || one.draw - other.draw,
    )
    .map(({ index }) => index);
}

/**
 * The domain that most lacks items for the shortest or the longest test. Lengths between need no look: what a domain
 * may and can give is a concave function of length.
 */
function findPoorDomain(bank: Bank, rules: RuleSet, eligible: Uint8Array): number | undefined {
  const supply = domainSupply(bank, eligible, [], rules.blueprint.competenceAtMost);
  const full = domainSupply(
    bank,
    new Uint8Array(bank.items.length).fill(1),
    [],
    rules.blueprint.competenceAtMost,
  );
  for (const length of [rules.minItems, rules.maxItems]) {
    const { min, max } = boundsAt(rules, bank.domains, length);
    const usable = supply.reduce((sum, count, domain) => sum + Math.min(count, max[domain] ?? 0), 0);
    const lacking = supply.map((count, domain) => {
      const wanted = (usable < length ? max : min)[domain] ?? 0;
      return Math.min(wanted, full[domain] ?? 0) - count;
    });
    const most = Math.max(0, ...lacking);
    if (most > 0) return lacking.indexOf(most);
  }
  return undefined;
}

/** Whether the item is of the domain and of a competence that can still be asked more often than the set allows. */
function enriches(
  bank: Bank,
  rules: RuleSet,
  eligible: Uint8Array,
  index: number,
  domain: number | undefined,
): boolean {
  if (at(bank.domainOf, index) !== domain || at(bank.scored, index) === 0) return false;
  const competence = at(bank.competenceOf, index);
  const already = bank.competenceOf.reduce(
    (count, other, position) => count + (other === competence ? at(eligible, position) : 0),
    0,
  );
  return already < rules.blueprint.competenceAtMost;
}
