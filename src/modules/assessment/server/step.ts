import type { Step } from '../domain/contract.ts';
import { isReplacement } from '../domain/broken.ts';
import { secondsLeft } from '../domain/clock.ts';
import { present } from '../domain/presentation.ts';
import type { SessionState } from '../domain/session-state.ts';
import type { Bundle } from './bundle.ts';
import type { SessionRow } from './tables.ts';

/** The open question of a session whose state remembers that it was asked; what the person's device gets. */
export function questionStep(
  session: Pick<SessionRow, 'id' | 'deadline_at' | 'paused_at'>,
  state: SessionState,
  bundle: Bundle,
  now: Date,
): Step {
  const itemId = state.asked[state.results.length];
  const item = itemId === undefined ? undefined : bundle.items.get(itemId);
  if (!item) throw new Error(`session ${session.id} has no open question in bundle ${bundle.id}`);
  const trials = Math.min(bundle.rules.pretestItems, bundle.bank.trials.length);
  return {
    kind: 'question',
    session: session.id,
    number: state.results.length + 1,
    atLeast: bundle.rules.minItems + trials,
    atMost: bundle.rules.maxItems + trials,
    secondsLeft: secondsLeft(session, now),
    replaced: isReplacement(state),
    question: present(item, state.seed) as Extract<Step, { kind: 'question' }>['question'],
  };
}

export function currentStep(session: SessionRow, bundle: Bundle, now: Date): Step {
  if (session.finished_at) return { kind: 'finished', session: session.id };
  if (session.paused_at)
    return { kind: 'paused', session: session.id, number: session.state.results.length + 1 };
  return questionStep(session, session.state, bundle, now);
}
