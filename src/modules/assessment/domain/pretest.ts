import type { Bank } from './bank.ts';
import { unpackBits } from './bitmask.ts';
import { askable } from './broken.ts';
import { type Random, randomFor, shuffle } from './random.ts';
import type { RuleSet } from './rules.ts';
import type { SessionState } from './session-state.ts';

/**
 * The places, counted in answers before them, at which a session asks an item on trial: drawn from its seed between the
 * third question and the end of the shortest test, so that nobody can tell which, and every test reaches them.
 *
 * @see Kingsbury (2009), Adaptive item calibration, GMAC Conference on CAT: items are tried out in the tests themselves
 */
function pretestPlaces(rules: RuleSet, seed: string): readonly number[] {
  const places = Array.from({ length: Math.max(0, rules.minItems - 2) }, (_, place) => place + 2);
  return shuffle(places, randomFor(seed, 'pretest')).slice(0, rules.pretestItems);
}

/**
 * The item on trial that is due after so many answers.
 *
 * @returns its position in the bank; undefined when none is due, or the bank has none that this person may meet
 */
export function duePretest(
  bank: Bank,
  rules: RuleSet,
  state: SessionState,
  answered: number,
): number | undefined {
  if (rules.pretestItems === 0 || bank.trials.length === 0) return undefined;
  if (!pretestPlaces(rules, state.seed).includes(answered)) return undefined;
  const eligible = askable(bank, state, unpackBits(state.eligible, bank.items.length));
  const asked = new Set(state.asked);
  const open = bank.trials.filter((index) => eligible[index] && !asked.has(bank.items[index]!.id));
  return pick(open, randomFor(state.seed, `pretest/${answered}`));
}

function pick(open: readonly number[], random: Random): number | undefined {
  return open[Math.floor(random() * open.length)];
}
