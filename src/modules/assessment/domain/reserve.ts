import { at } from './ability.ts';
import type { Bank } from './bank.ts';
import { information } from './model.ts';
import type { RuleSet } from './rules.ts';

/** Of the open items those that are not kept for later; all of them when that leaves none. */
export function withoutReserved(bank: Bank, rules: RuleSet, answered: number, open: Uint8Array): Uint8Array {
  if (rules.form === 'fixed' || answered >= rules.selection.reserve.until) return open;
  const reserved = reservedItems(bank, rules);
  const left = new Uint8Array(open.length);
  let isLeft = false;
  for (let index = 0; index < open.length; index += 1) {
    if (at(open, index) === 0 || at(reserved, index) === 1) continue;
    left[index] = 1;
    isLeft = true;
  }
  return isLeft ? left : open;
}

/**
 * The items kept for people who are still undecided: of each domain this share, the ones that tell most at the cut.
 *
 * Most people are told apart by middling items. Under a cap of exposure a sharp one spent on them is missing where
 * nothing else decides; so the sharpest wait until question `until`.
 *
 * @returns per item of the bank 1 or 0
 * @see Chang & Ying (1999), Applied Psychological Measurement 23(3), 211–222: sharp items late, "a-stratified"
 */
function reservedItems(bank: Bank, rules: RuleSet): Uint8Array {
  let byRules = known.get(bank);
  if (!byRules) known.set(bank, (byRules = new WeakMap()));
  let reserved = byRules.get(rules);
  if (!reserved) byRules.set(rules, (reserved = findReserved(bank, rules)));
  return reserved;
}

/** Every question asks, and they never change. */
const known = new WeakMap<Bank, WeakMap<RuleSet, Uint8Array>>();

function findReserved(bank: Bank, { cut, selection }: RuleSet): Uint8Array {
  const reserved = new Uint8Array(bank.items.length);
  for (const domain of bank.domains.keys()) {
    const own = bank.items
      .map((item, index) => ({ index, told: Math.fround(information(item, cut)) }))
      .filter(({ index }) => at(bank.domainOf, index) === domain && at(bank.scored, index) === 1)
      .sort((one, other) => other.told - one.told || one.index - other.index);
    const kept = own.slice(0, Math.round(own.length * selection.reserve.share));
    for (const { index } of kept) reserved[index] = 1;
  }
  return reserved;
}
