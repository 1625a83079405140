import { probabilityRight } from '../model.ts';
import { chanceOfAtLeast } from './chance.ts';
import { modalAbility } from './person-fit.ts';
import type { Norms, TestRecord } from './test-record.ts';

export interface Pair {
  readonly sessions: readonly [string, string];
  /** Questions that both were asked. */
  readonly common: number;
  /** Questions that both answered alike, right or wrong. */
  readonly alike: number;
  /** Of at least so many alike by chance, abilities given. */
  readonly chance: number;
}

/** Fewer questions in common say nothing of a pair. */
const LEAST_COMMON = 4;

/**
 * Pairs of tests with more answers alike than two people of their abilities give, right ones and wrong ones alike: the
 * generalised binomial test. Wrong answers meet as often as all people's wrong answers do.
 *
 * @returns the pairs, the least likely first
 * @see van der Linden & Sotaridona (2006), Journal of Educational and Behavioral Statistics 31(3), 283–304
 */
export function similarPairs(records: readonly TestRecord[], norms: Norms): Pair[] {
  const people = records.map((record) => ({
    record,
    ability: modalAbility(record.answers.map(({ parameters, right }) => ({ item: parameters, right }))),
    byItem: new Map(record.answers.map((answer) => [answer.item, answer])),
  }));
  const pairs: Pair[] = [];
  for (const [index, one] of people.entries()) {
    for (const other of people.slice(index + 1)) {
      if (one.record.person === other.record.person) continue;
      const chances: number[] = [];
      let alike = 0;
      for (const { item, parameters, given } of one.record.answers) {
        const theirs = other.byItem.get(item);
        // "I do not know" is an honest word, not a copied one.
        if (!theirs || given === '' || theirs.given === '') continue;
        const [mine, hers] = [
          probabilityRight(parameters, one.ability),
          probabilityRight(parameters, other.ability),
        ];
        chances.push(mine * hers + (1 - mine) * (1 - hers) * meetingOf(norms.wrong.get(item)));
        if (given === theirs.given) alike += 1;
      }
      if (chances.length < LEAST_COMMON) continue;
      pairs.push({
        sessions: [one.record.session, other.record.session],
        common: chances.length,
        alike,
        chance: chanceOfAtLeast(chances, alike),
      });
    }
  }
  return pairs.sort((one, other) => one.chance - other.chance);
}

/** Chance that two wrong answers are the same one. */
function meetingOf(shares: ReadonlyMap<string, number> | undefined): number {
  if (!shares) return 0.5;
  let sum = 0;
  for (const share of shares.values()) sum += share ** 2;
  return sum;
}
