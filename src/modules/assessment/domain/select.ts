import { at } from './ability.ts';
import type { Random } from './random.ts';

/** How chance and usefulness share the choice; see rules.ts. */
export interface Blend {
  readonly rampItems: number;
  readonly rampPower: number;
  /** Chooses among so many of the best, each with 51 % of what is left; 1 takes the best. */
  readonly top: number;
}

/** Share of what is left that each of the best gets but the last: 51.0, 25.0, 12.2, 6.0 and 5.8 % for five. */
const COIN = 0.51;

/**
 * How much usefulness counts beside chance: W = min(1, position / ramp)^power; 1 from the end of the ramp on.
 *
 * @param position - answers given so far
 */
export function usefulnessShare({ rampItems, rampPower }: Blend, position: number): number {
  const progress = position < rampItems ? position / rampItems : 1;
  // Single precision, as in ability.ts: browsers may differ in the last bit of a power.
  return Math.fround(progress ** rampPower);
}

/**
 * Chooses the next item: the most useful one, blurred by chance at first.
 *
 *   score = (1 − W) R max(U) + W U,   U usefulness, R uniform in [0, 1)
 *
 * The first item is drawn freely; the sharpest items are thus spent on people who are still undecided, every item
 * gathers answers for calibration, and two people share fewer.
 *
 * @param usefulness - per item, ≥ 0; see usefulness.ts; not looked at while W is 0
 * @param open - per item: 1 if it may be asked now
 * @returns the item's position in the bank; undefined when none is open
 * @see Revuelta & Ponsoda (1998), Journal of Educational Measurement 35(4), 311–327: the progressive method
 * @see Barrada, Olea, Ponsoda & Abad (2008), British Journal of Mathematical and Statistical Psychology 61(2), 493–513:
 *   its acceleration
 */
export function selectItem(
  usefulness: Float64Array,
  open: Uint8Array,
  position: number,
  blend: Blend,
  random: Random,
): number | undefined {
  const informed = usefulnessShare(blend, position);
  let most = 1;
  if (informed > 0) {
    most = 0;
    for (let index = 0; index < usefulness.length; index += 1) most = Math.max(most, at(usefulness, index));
  }
  const scores = new Float64Array(open.length);
  for (let index = 0; index < open.length; index += 1) {
    if (at(open, index) === 0) scores[index] = -1;
    else {
      const chance = informed < 1 ? random() : 0;
      scores[index] = (1 - informed) * chance * most + informed * at(usefulness, index);
    }
  }
  let chosen: number | undefined;
  for (let skip = blend.top > 1 ? drawRank(blend.top, random) : 0; skip >= 0; skip -= 1) {
    const best = highest(scores);
    if (best === undefined) return chosen;
    scores[best] = -1;
    chosen = best;
  }
  return chosen;
}

/** Scores below 0 stand for what cannot be chosen. */
function highest(scores: Float64Array): number | undefined {
  let chosen: number | undefined;
  let most = -1;
  for (let index = 0; index < scores.length; index += 1) {
    const score = at(scores, index);
    if (score <= most) continue;
    most = score;
    chosen = index;
  }
  return chosen;
}

function drawRank(top: number, random: Random): number {
  let rank = 0;
  while (rank < top - 1 && random() >= COIN) rank += 1;
  return rank;
}
