import type { Context } from '#platform/http/context.ts';
import type { Step, SubmitAnswer } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { noteBroken } from '../domain/broken.ts';
import { markAnswer } from '../domain/scoring.ts';
import { applyAnswer } from '../domain/session-state.ts';
import { nextStep } from '../domain/session.ts';
import { findSession, keepAnswer } from './answers-together.ts';
import { getBundle } from './bundle.ts';
import { endIfTimeIsUp, finishedEvent } from './end-session.ts';
import { ledgerOf } from './exposure-ledger.ts';
import { currentOrReplaced } from './items/replace-open.ts';
import { withdrawnItems } from './items/withdrawn.ts';
import { currentStep, questionStep } from './step.ts';
import type { AssessmentTables, SessionRow } from './tables.ts';

/**
 * Marks one answer, keeps it and says what comes next, in two round trips.
 *
 * Safe to repeat: a question answered before stays as first answered, and the reply is the session as it stands now.
 * Of two answers at once one wins, by the session's version; the other is such a repeat.
 *
 * @throws Refusal `assessment/session-not-found` also when the session is another person's
 * @throws Refusal `assessment/session-finished`, `assessment/item-not-asked`, `assessment/malformed-answer`
 */
// @exemplary
export async function submitAnswer(
  context: Context<AssessmentTables>,
  sessionId: string,
  { itemId, answer, shownMs }: SubmitAnswer,
): Promise<Step> {
  const session = await ownSession(context, sessionId);
  const bundle = await getBundle(context.db, session.bundle);
  const { state } = session;
  const position = state.asked.indexOf(itemId);
  if (position >= 0 && position < state.results.length) return currentStep(session, bundle, context.now());
  if (session.finished_at) return refuse('session-finished');
  const item = bundle.items.get(itemId);
  if (position < 0 || !item) return refuse('item-not-asked');
  if (await endIfTimeIsUp(context, session)) return { kind: 'finished', session: session.id };
  if (session.paused_at) return refuse('session-paused');
  const broken = await withdrawnItems(context);
  if (broken.has(itemId)) return currentOrReplaced(context, session, bundle);

  const marked = markAnswer(item, state.seed, answer);
  if (marked.kind === 'refused') return refuse('malformed-answer');
  const answered = applyAnswer(state, itemId, marked.right);
  if (answered.kind === 'refused') return refuse('item-not-asked');
  const next = nextStep(bundle.bank, bundle.rules, noteBroken(bundle.bank, answered.state, broken));
  if (next.kind === 'refused')
    throw new Error(`session ${session.id} and its bundle disagree: ${next.reason}`);

  const kept = await keepAnswer(context.db, {
    session,
    state: next.kind === 'item' ? next.state : answered.state,
    answer: { position, itemId, given: marked.given, right: marked.right, shownMs: shownMs ?? null },
    at: context.now(),
    result: next.kind === 'finished' ? next : undefined,
    event: next.kind === 'finished' ? finishedEvent(context, session, next) : undefined,
  });
  if (!kept)
    return submitAnswer(context, sessionId, {
      itemId,
      answer,
      ...(shownMs === undefined ? {} : { shownMs }),
    });
  if (next.kind === 'finished') return { kind: 'finished', session: session.id };
  ledgerOf(context.db, bundle).noteAsked(next.itemId);
  return questionStep(session, next.state, bundle, context.now());
}

/** The asker's own session. */
export async function ownSession({ actor, db }: Context<AssessmentTables>, id: string): Promise<SessionRow> {
  if (actor.kind !== 'person') return refuse('session-not-found');
  const session = await findSession(db, actor.partKey, id);
  if (!session || session.person_id !== actor.personId) return refuse('session-not-found');
  return session;
}
