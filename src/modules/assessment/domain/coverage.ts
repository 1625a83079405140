import { at } from './ability.ts';
import type { Bank } from './bank.ts';

/** How many items of each domain and competence a test holds, in the order of the bank's lists. */
export interface Coverage {
  readonly domains: number[];
  readonly competences: number[];
}

/** Counts the given items, by their positions in the bank. */
export function countCoverage(bank: Bank, indices: readonly number[]): Coverage {
  const coverage: Coverage = {
    domains: bank.domains.map(() => 0),
    competences: bank.competences.map(() => 0),
  };
  for (const index of indices) {
    increase(coverage.domains, at(bank.domainOf, index));
    increase(coverage.competences, at(bank.competenceOf, index));
  }
  return coverage;
}

/**
 * How many more items each domain can give when a competence is asked at most so often.
 *
 * Items on trial give nothing.
 *
 * @param open - per item of the bank: 1 if it may be used
 * @param asked - items asked so far, per competence
 */
export function domainSupply(
  bank: Bank,
  open: Uint8Array,
  asked: readonly number[],
  competenceAtMost: number,
): number[] {
  const supply = bank.domains.map(() => 0);
  const taken = [...asked];
  for (let index = 0; index < bank.items.length; index += 1) {
    const competence = at(bank.competenceOf, index);
    if (at(open, index) === 0 || at(bank.scored, index) === 0 || (taken[competence] ?? 0) >= competenceAtMost)
      continue;
    increase(taken, competence);
    increase(supply, at(bank.domainOf, index));
  }
  return supply;
}

function increase(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}
