import type { Context } from '#platform/http/context.ts';
import type { Step } from '../domain/contract.ts';
import { takeBackTask } from '../domain/plain.ts';
import { refuse } from '../domain/refusals.ts';
import { nextStep } from '../domain/session.ts';
import { getBundle } from './bundle.ts';
import { endIfTimeIsUp } from './end-session.ts';
import { ledgerOf } from './exposure-ledger.ts';
import { replaceState } from './session.store.ts';
import { currentStep, questionStep } from './step.ts';
import { ownSession } from './submit-answer.ts';
import type { AssessmentTables } from './tables.ts';

/**
 * Puts a question in place of the open task. Pressed twice, or for a question that is no task, it changes nothing and
 * gives the present step.
 *
 * @throws Refusal `assessment/session-not-found`, `assessment/session-finished`, `assessment/item-not-asked`
 */
export async function swapTask(
  context: Context<AssessmentTables>,
  sessionId: string,
  itemId: string,
): Promise<Step> {
  const session = await ownSession(context, sessionId);
  if (session.finished_at) return refuse('session-finished');
  if (await endIfTimeIsUp(context, session)) return { kind: 'finished', session: session.id };
  if (session.paused_at) return refuse('session-paused');
  const bundle = await getBundle(context.db, session.bundle);
  if (bundle.items.get(itemId)?.type !== 'perform') return refuse('item-not-asked');
  const before = takeBackTask(session.state, itemId);
  if (!before) return currentStep(session, bundle, context.now());
  const next = nextStep(bundle.bank, bundle.rules, before);
  if (next.kind !== 'item') throw new Error(`session ${session.id} has no question in place of ${itemId}`);
  if (!(await replaceState(context.db, session, next.state))) return swapTask(context, sessionId, itemId);
  ledgerOf(context.db, bundle).noteAsked(next.itemId);
  return questionStep(session, next.state, bundle, context.now());
}
