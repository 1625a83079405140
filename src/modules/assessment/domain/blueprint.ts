import type { RuleSet } from './rules.ts';

/** Least and most items per domain, in the order of the domains asked about. */
export interface Bounds {
  readonly min: readonly number[];
  readonly max: readonly number[];
}

/**
 * Items each domain must and may have in a test of a given length.
 *
 * Between the shortest and the longest test the bounds lie on a straight line, rounded outwards; a test still shorter
 * than the shortest has no minimum. A domain that the rules do not name is never asked.
 */
export function boundsAt(rules: RuleSet, domains: readonly string[], length: number): Bounds {
  let lists = known.get(rules);
  if (!lists) known.set(rules, (lists = new WeakMap()));
  let bounds = lists.get(domains);
  if (!bounds) lists.set(domains, (bounds = []));
  return (bounds[length] ??= makeBounds(rules, domains, length));
}

/** Each question asks for the bounds of every length to come, and they never change. */
const known = new WeakMap<RuleSet, WeakMap<readonly string[], Bounds[]>>();

function makeBounds(rules: RuleSet, domains: readonly string[], length: number): Bounds {
  const { minItems, maxItems } = rules;
  const past = Math.max(0, Math.min(length, maxItems) - minItems);
  const span = Math.max(1, maxItems - minItems);
  const onLine = (start: number, end: number) => (start * (span - past) + end * past) / span;
  const bounds = domains.map((domain) => {
    const range = rules.blueprint.domains[domain];
    if (!range) return { min: 0, max: 0 };
    return {
      min: length < minItems ? 0 : Math.floor(onLine(range.atMinItems.min, range.atMaxItems.min)),
      max: Math.ceil(onLine(range.atMinItems.max, range.atMaxItems.max)),
    };
  });
  return { min: bounds.map(({ min }) => min), max: bounds.map(({ max }) => max) };
}

/** Whether a test with these counts has enough of every domain to be ended. */
export function isBlueprintMet(
  rules: RuleSet,
  domains: readonly string[],
  counts: readonly number[],
): boolean {
  const length = total(counts);
  const { min, max } = boundsAt(rules, domains, length);
  const everyDomainPresent = Object.keys(rules.blueprint.domains).every(
    (domain) => domains.includes(domain) || rules.blueprint.domains[domain]?.atMinItems.min === 0,
  );
  return (
    length >= rules.minItems &&
    everyDomainPresent &&
    counts.every((count, domain) => count >= (min[domain] ?? 0) && count <= (max[domain] ?? 0))
  );
}

/**
 * Domains the next item may come from, so that the bounds hold at every length at which the test may end.
 *
 * @param counts - items asked per domain
 * @param supply - items each domain can still give, with the limit per competence taken into account
 * @returns per domain; all false when nothing is left that fits
 */
export function openDomains(
  rules: RuleSet,
  domains: readonly string[],
  counts: readonly number[],
  supply: readonly number[],
): boolean[] {
  const next = total(counts) + 1;
  const { max } = boundsAt(rules, domains, next);
  const possible = domains.map((_, domain) => at(supply, domain) > 0 && at(counts, domain) < at(max, domain));

  // What each later end still demands and can be given. Where that fills all the room, only such a domain may come next.
  const pressing: number[][] = [];
  for (let length = Math.max(next, rules.minItems); length <= rules.maxItems; length += 1) {
    const { min } = boundsAt(rules, domains, length);
    const owed = min.map((least, domain) => {
      return Math.max(0, Math.min(least - at(counts, domain), at(supply, domain)));
    });
    if (total(owed) > length - next) pressing.push(owed);
  }
  const open = possible.map(
    (isPossible, domain) => isPossible && pressing.every((owed) => at(owed, domain) > 0),
  );
  return open.includes(true) ? open : possible;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function at(counts: readonly number[], index: number): number {
  return counts[index] ?? 0;
}
