import type { ItemParameters } from '../model.ts';

/** From a new scale to the bank's: θ = slope · θ′ + shift. */
export interface Link {
  readonly slope: number;
  readonly shift: number;
  /** Items that hold the two together, by position. */
  readonly anchors: readonly number[];
}

/** A difference further from the middle than this, in robust standard deviations, is no anchor. */
const OUTLIER = 2.7;
const LEAST_ANCHORS = 3;

/**
 * Brings two scales together by items that stand on both, mean/geometric mean; those that moved by themselves are left
 * out (robust z), or one question that got about would pull everybody.
 *
 * @returns undefined with fewer than three anchors
 * @see Mislevy & Bock (1990), BILOG 3; Kolen & Brennan (2014), Test Equating, Scaling, and Linking, ch. 6;
 *   Huynh & Meyer (2010), Journal of Applied Testing Technology 11 (robust z)
 */
export function linkScales(
  fresh: readonly ItemParameters[],
  bank: readonly ItemParameters[],
  usable: readonly number[],
): Link | undefined {
  if (usable.length < LEAST_ANCHORS) return undefined;
  const ratios = usable.map((item) => Math.log(fresh[item]!.discrimination / bank[item]!.discrimination));
  const steady = usable.filter((_, place) => Math.abs(robustZ(ratios, place)) <= OUTLIER);
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const first = Math.exp(meanOf(steady.map((item) => ratios[usable.indexOf(item)]!)));
  const gaps = steady.map((item) => bank[item]!.difficulty - first * fresh[item]!.difficulty);
  const anchors = steady.filter((_, place) => Math.abs(robustZ(gaps, place)) <= OUTLIER);
  if (anchors.length < LEAST_ANCHORS) return undefined;
  const slope = Math.exp(meanOf(anchors.map((item) => ratios[usable.indexOf(item)]!)));
  const shift = meanOf(anchors.map((item) => bank[item]!.difficulty - slope * fresh[item]!.difficulty));
  return { slope, shift, anchors };
}

/** An item of the new scale on the bank's. */
export function moveItem({ slope, shift }: Link, item: ItemParameters): ItemParameters {
  return {
    discrimination: item.discrimination / slope,
    difficulty: slope * item.difficulty + shift,
    guessing: item.guessing,
  };
}

function robustZ(values: readonly number[], place: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const quantile = (share: number) => {
    const at = share * (sorted.length - 1);
    const low = Math.floor(at);
    return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
  };
  const spread = 0.74 * (quantile(0.75) - quantile(0.25));
  return spread > 0 ? (values[place]! - quantile(0.5)) / spread : 0;
}
