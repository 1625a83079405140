import type { Bank } from './bank.ts';
import type { Broken } from './broken.ts';
import type { IndexedAnswer } from './domain-profile.ts';

/**
 * Everything a session is: JSON, under 1 kB. From it, its bank and its rules the whole test can be played again.
 *
 * It holds the seed, so it never goes to the person's device while a test that counts is running.
 */
export interface SessionState {
  readonly release: string;
  /** `id@version` of the rules. */
  readonly rules: string;
  readonly seed: string;
  /** Items the session may use, by their positions in the bank; see bitmask.ts. Frozen at the start. */
  readonly eligible: string;
  /** Ids in the order asked; one longer than `results` while a question is open. */
  readonly asked: readonly string[];
  /** One character an answer: `1` right, `0` not right. */
  readonly results: string;
  /** From so many answers on the phone runs no scripts: no tasks are asked; see plain.ts. */
  readonly plainFrom?: number;
  /** It was printed: so many scored questions are asked, whatever is answered; see paper/form.ts. */
  readonly paper?: number;
  /** Items that turned out to be broken while it ran; see broken.ts. */
  readonly broken?: readonly Broken[];
}

export type AnswerOutcome =
  | { readonly kind: 'accepted'; readonly state: SessionState }
  /** 'already-answered': a repeat, ignore it. 'not-asked': the device is out of step and should load the session. */
  | { readonly kind: 'refused'; readonly reason: 'already-answered' | 'not-asked' };

/** Takes the answer to the open question. Marking it is scoring.ts; what comes next says `nextStep`. */
export function applyAnswer(state: SessionState, itemId: string, right: boolean): AnswerOutcome {
  const position = state.asked.indexOf(itemId);
  if (position < 0) return { kind: 'refused', reason: 'not-asked' };
  if (position < state.results.length) return { kind: 'refused', reason: 'already-answered' };
  return { kind: 'accepted', state: { ...state, results: state.results + (right ? '1' : '0') } };
}

/** The answers as positions in the bank; undefined when the state does not hang together. */
export function readAnswers(bank: Bank, state: SessionState): IndexedAnswer[] | undefined {
  const surplus = state.asked.length - state.results.length;
  if ((surplus !== 0 && surplus !== 1) || !/^[01]*$/.test(state.results)) return undefined;
  const answers: IndexedAnswer[] = [];
  for (const [position, itemId] of state.asked.entries()) {
    const index = bank.indexById.get(itemId);
    if (index === undefined) return undefined;
    if (position < state.results.length) answers.push({ index, right: state.results[position] === '1' });
  }
  return answers;
}
