import type { Bank } from './bank.ts';
import type { RuleSet } from './rules.ts';
import { type NextStep, nextStep } from './session.ts';
import { applyAnswer, type SessionState } from './session-state.ts';

/** One answer as the append-only log keeps it. */
export interface LoggedAnswer {
  readonly itemId: string;
  readonly right: boolean;
}

export type Replay =
  /** Every item came as logged; `step` is where the session stands. */
  | { readonly kind: 'same'; readonly state: SessionState; readonly step: NextStep }
  /** The engine would have done something else than ask `logged` at this position. */
  | {
      readonly kind: 'different';
      readonly position: number;
      readonly logged: string;
      readonly step: NextStep;
    };

/** The session as it was before its first question. */
export function initialState(state: SessionState): SessionState {
  return { ...state, asked: [], results: '' };
}

/**
 * Plays a session again from its beginning, for an auditor or after a device has worked offline.
 *
 * @param initial - see `initialState`
 * @param answers - in the order given
 */
export function replay(
  bank: Bank,
  rules: RuleSet,
  initial: SessionState,
  answers: readonly LoggedAnswer[],
): Replay {
  let state = initial;
  let step = nextStep(bank, rules, state);
  for (const [position, { itemId, right }] of answers.entries()) {
    const outcome = step.kind === 'item' ? applyAnswer(step.state, itemId, right) : undefined;
    if (outcome?.kind !== 'accepted') return { kind: 'different', position, logged: itemId, step };
    state = outcome.state;
    step = nextStep(bank, rules, state);
  }
  return { kind: 'same', state: step.kind === 'item' ? step.state : state, step };
}
