import type { Bank } from './bank.ts';
import { boundsAt } from './blueprint.ts';
import { domainSupply } from './coverage.ts';
import type { RuleSet } from './rules.ts';

/** Something a rule set asks that cannot be had, from itself or from the bank. */
export type Unmeetable =
  /** The minima of all domains add up to more than the test, or the maxima to less. */
  | { readonly kind: 'lengths-disagree'; readonly length: number; readonly min: number; readonly max: number }
  /** Between two lengths the minima rise by `need` items above what the maxima let in before; there is room for `room`. */
  | {
      readonly kind: 'minima-rise-too-fast';
      readonly from: number;
      readonly to: number;
      readonly need: number;
      readonly room: number;
    }
  /** The bank has too few items of a domain, counting each competence only as often as it may be asked. */
  | {
      readonly kind: 'domain-too-small';
      readonly domain: string;
      readonly need: number;
      readonly have: number;
    }
  /** The bank cannot fill the longest test. */
  | { readonly kind: 'bank-too-small'; readonly need: number; readonly have: number }
  /** Every session takes `need` items of this domain on average at least; under the cap its items give `have`. */
  | { readonly kind: 'cap-too-low'; readonly domain: string; readonly need: number; readonly have: number }
  /** The bank cannot give a tier its items within what domains and competences may give. */
  | {
      readonly kind: 'tier-too-small';
      readonly from: number;
      readonly to: number;
      readonly need: number;
      readonly have: number;
    }
  /** A form drawn on trial lacked something the blueprint asks; see rehearse-form.ts. */
  | { readonly kind: 'form-not-filled'; readonly seed: string }
  /** Items of this domain would never be asked. */
  | { readonly kind: 'domain-not-in-rules'; readonly domain: string };

/**
 * Says before publication what a rule set cannot have from a bank.
 *
 * @returns every fault found; empty when each session of each length can be filled
 */
export function checkBlueprint(rules: RuleSet, bank: Bank): Unmeetable[] {
  const { competenceAtMost } = rules.blueprint;
  const named = Object.keys(rules.blueprint.domains).sort();
  const all = new Uint8Array(bank.items.length).fill(1);
  const supply = domainSupply(bank, all, [], competenceAtMost);
  const supplyOf = (domain: string) => supply[bank.domains.indexOf(domain)] ?? 0;

  const faults: Unmeetable[] = [];
  for (const length of new Set([rules.minItems, rules.maxItems])) {
    const bounds = boundsAt(rules, named, length);
    const min = total(bounds.min);
    const max = total(bounds.max);
    if (min > length || max < length) faults.push({ kind: 'lengths-disagree', length, min, max });
  }

  const rise = findSteepRise(rules, named);
  if (rise && faults.length === 0) faults.push(rise);

  const shortest = boundsAt(rules, named, rules.minItems);
  const longest = boundsAt(rules, named, rules.maxItems);
  for (const [index, domain] of named.entries()) {
    const need = Math.max(shortest.min[index] ?? 0, longest.min[index] ?? 0);
    const have = supplyOf(domain);
    if (have < need) faults.push({ kind: 'domain-too-small', domain, need, have });
  }

  const usable = total(named.map((domain, index) => Math.min(supplyOf(domain), longest.max[index] ?? 0)));
  if (usable < rules.maxItems) faults.push({ kind: 'bank-too-small', need: rules.maxItems, have: usable });

  for (const [index, domain] of named.entries()) {
    const items = bank.domainOf.filter(
      (position, index) => bank.scored[index] === 1 && bank.domains[position] === domain,
    ).length;
    const need = shortest.min[index] ?? 0;
    const have = items * rules.exposureCap;
    if (have < need) faults.push({ kind: 'cap-too-low', domain, need, have });
  }

  faults.push(...tierFaults(rules, bank, named, longest.max));

  const unnamed = bank.domains.filter((domain) => !named.includes(domain));
  return [...faults, ...unnamed.map((domain) => ({ kind: 'domain-not-in-rules', domain }) as const)];
}

function tierFaults(
  rules: RuleSet,
  bank: Bank,
  named: readonly string[],
  atMost: readonly number[],
): Unmeetable[] {
  return (rules.blueprint.tiers ?? []).flatMap(({ from, to, items: need }): Unmeetable[] => {
    const own = Uint8Array.from(bank.items, ({ tier = 0 }) => (tier >= from && tier <= to ? 1 : 0));
    const supply = domainSupply(bank, own, [], rules.blueprint.competenceAtMost);
    const have = total(
      named.map((domain, index) => Math.min(supply[bank.domains.indexOf(domain)] ?? 0, atMost[index] ?? 0)),
    );
    return have < need ? [{ kind: 'tier-too-small', from, to, need, have }] : [];
  });
}

/**
 * The first stretch in which more items fall due than places come up. Without one, and with lengths that agree, a test
 * that minds the bounds can always go on (Hall's condition for unit jobs with release times and deadlines).
 */
function findSteepRise(rules: RuleSet, domains: readonly string[]): Unmeetable | undefined {
  const lengths = Array.from(
    { length: rules.maxItems - rules.minItems + 1 },
    (_, past) => rules.minItems + past,
  );
  const bounds = lengths.map((length) => ({ length, ...boundsAt(rules, domains, length) }));
  for (const start of bounds) {
    for (const end of bounds) {
      const need = total(end.min.map((least, domain) => Math.max(0, least - (start.max[domain] ?? 0))));
      const room = end.length - start.length;
      if (room > 0 && need > room) {
        return { kind: 'minima-rise-too-fast', from: start.length, to: end.length, need, room };
      }
    }
  }
  return undefined;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
