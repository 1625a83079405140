import { announce } from '#platform/outbox/outbox.ts';
import type { Context } from '#platform/http/context.ts';
import type { Step } from '../../domain/contract.ts';
import { noteBroken } from '../../domain/broken.ts';
import { refuse } from '../../domain/refusals.ts';
import { nextStep } from '../../domain/session.ts';
import { findSession } from '../answers-together.ts';
import type { Bundle } from '../bundle.ts';
import { finishedEvent } from '../end-session.ts';
import { finishSession } from '../end-session.store.ts';
import { ledgerOf } from '../exposure-ledger.ts';
import { replaceState } from '../session.store.ts';
import { currentStep, questionStep } from '../step.ts';
import type { AssessmentTables, SessionRow } from '../tables.ts';
import { withdrawnItems } from './withdrawn.ts';

/** Where a test stands; an open question that has turned out to be broken is replaced by another one first. */
export async function currentOrReplaced(
  context: Context<AssessmentTables>,
  session: SessionRow,
  bundle: Bundle,
): Promise<Step> {
  const { state } = session;
  const open = state.asked[state.results.length];
  const broken = await withdrawnItems(context);
  if (session.finished_at || session.paused_at || open === undefined || !broken.has(open))
    return currentStep(session, bundle, context.now());
  const next = nextStep(bundle.bank, bundle.rules, noteBroken(bundle.bank, state, broken));
  if (next.kind === 'refused')
    throw new Error(`session ${session.id} and its bundle disagree: ${next.reason}`);
  if (next.kind === 'finished') {
    await context.db.transaction().execute(async (tx) => {
      if (await finishSession(tx, session, next, context.now()))
        await announce(tx, finishedEvent(context, session, next));
    });
    return { kind: 'finished', session: session.id };
  }
  if (await replaceState(context.db, session, next.state)) {
    ledgerOf(context.db, bundle).noteAsked(next.itemId);
    return questionStep(session, next.state, bundle, context.now());
  }
  const now = (await findSession(context.db, session.part_key, session.id)) ?? refuse('session-not-found');
  return currentOrReplaced(context, now, bundle);
}
