import { pathOf, propose } from './placement.ts';
import type { Placement } from './placement-content.ts';

/** Who is simulated, in logits as the difficulties. */
export interface People {
  readonly count: number;
  /** Standard deviation of ability around the cut. */
  readonly spread: number;
  /** How sharply a question tells ability, a of the two-parameter model. */
  readonly discrimination: number;
  /** Chance of a right answer without knowing; small, for "not known yet" is one tap away. */
  readonly guessing: number;
  /** Standard deviation by which true difficulties differ from the expert's guesses. */
  readonly surprise: number;
}

export const USUAL: People = {
  count: 20_000,
  spread: 1.5,
  discrimination: 1.2,
  guessing: 0.05,
  surprise: 0.3,
};

export interface Outcome {
  /** Share of people who were put into the band that is not theirs. */
  readonly error: number;
  readonly standardError: number;
}

/** Lets simulated people take the check. @param chance draws from [0, 1) */
export function simulatePlacement(form: Placement, people: People, chance: () => number): Outcome {
  let wrong = 0;
  for (let person = 0; person < people.count; person++) {
    const ability = form.cut + people.spread * normal(chance);
    const rights: boolean[] = [];
    while (!propose(form, rights)) {
      const { difficulty } = pathOf(form, rights)[rights.length]!;
      const truly = difficulty + people.surprise * normal(chance);
      const knows = 1 / (1 + Math.exp(-people.discrimination * (ability - truly)));
      rights.push(chance() < people.guessing + (1 - people.guessing) * knows);
    }
    const band = ability >= form.cut ? 'upper' : 'lower';
    if (propose(form, rights)!.band !== band) wrong += 1;
  }
  const error = wrong / people.count;
  return { error, standardError: Math.sqrt((error * (1 - error)) / people.count) };
}

/** Box and Muller. */
const normal = (chance: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

/** A small generator with a seed (mulberry32), so that a figure can be had again. */
export function seededChance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
