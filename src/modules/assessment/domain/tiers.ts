import { at } from './ability.ts';
import type { Bank } from './bank.ts';
import type { RuleSet } from './rules.ts';

/**
 * Of the items that fit otherwise, those of tiers that the test still lacks; all of them when that leaves none.
 *
 * The tier lacking the largest share of its items comes first, so that both kinds run through the whole test.
 *
 * @param asked - positions in the bank of the items asked
 * @param fitting - per item: 1 if it may be asked as far as everything else goes
 */
export function keepTiers(
  bank: Bank,
  { blueprint: { tiers } }: RuleSet,
  asked: readonly number[],
  fitting: Uint8Array,
): Uint8Array {
  if (!tiers) return fitting;
  const lacking = tiers
    .map((tier) => ({
      ...tier,
      share: 1 - asked.filter((index) => isOf(bank, index, tier)).length / tier.items,
    }))
    .filter(({ share }) => share > 0)
    .sort((one, other) => other.share - one.share || one.from - other.from);
  for (const tier of lacking) {
    const open = fitting.map((isFitting, index) => (isOf(bank, index, tier) ? isFitting : 0));
    if (open.includes(1)) return open;
  }
  return fitting;
}

/** Items asked per entry of `tiers`. */
export function countTiers(
  bank: Bank,
  tiers: NonNullable<RuleSet['blueprint']['tiers']>,
  asked: readonly number[],
): number[] {
  return tiers.map(
    (tier) => asked.filter((index) => at(bank.scored, index) && isOf(bank, index, tier)).length,
  );
}

function isOf(bank: Bank, index: number, tier: { readonly from: number; readonly to: number }): boolean {
  const own = bank.items[index]?.tier ?? 0;
  return own >= tier.from && own <= tier.to;
}
