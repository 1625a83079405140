import type { Bank } from './bank.ts';
import type { Random } from './random.ts';

/** How often one item could have been shown, and was. */
export interface ItemExposure {
  /** Sessions that showed it. */
  readonly administered: number;
  /** Sessions that had it in their eligible set; ≥ administered. */
  readonly eligible: number;
}

/** Counts over the sessions so far, of one release and rule set; an item without counts is new. */
export interface ExposureCounts {
  readonly sessions: number;
  readonly items: ReadonlyMap<string, ItemExposure>;
}

export const NO_EXPOSURE: ExposureCounts = { sessions: 0, items: new Map() };

/**
 * Chance that an item may be used in the next session.
 *
 *   P(E) = min(1, r_max · ε / α),   ε = times eligible, α = times administered
 *
 * An item popular among those who may get it becomes rarely eligible, so that P(A) = P(A|E) P(E) settles at r_max.
 * We add one thing: above the cap, the item rests. The published rule only steers, and overshoots by a tenth.
 *
 * @see van der Linden & Veldkamp (2004), Journal of Educational and Behavioral Statistics 29(3), 273–291; (2007) 32(4),
 *   398–418
 * @see Revuelta & Ponsoda (1998), Journal of Educational Measurement 35(4), 311–327: the resting ("restricted") rule
 */
export function eligibilityProbability(
  { administered, eligible }: ItemExposure,
  sessions: number,
  cap: number,
): number {
  if (administered === 0) return 1;
  if (administered > cap * sessions) return 0;
  return Math.min(1, (cap * eligible) / administered);
}

/**
 * Draws the items that one session may use.
 *
 * @returns per item of the bank 1 or 0
 */
export function drawEligible(bank: Bank, exposure: ExposureCounts, cap: number, random: Random): Uint8Array {
  return Uint8Array.from(bank.items, (item) => {
    // Drawn for every item, so that one item's counts do not move the draws of the others.
    const draw = random();
    const counts = exposure.items.get(item.id);
    return !counts || draw < eligibilityProbability(counts, exposure.sessions, cap) ? 1 : 0;
  });
}
