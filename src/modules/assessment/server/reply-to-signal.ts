import { audit } from '#modules/identity/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { ReplyToSignal, SignalView } from '../domain/integrity-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { actsOf, isOwnUnit, READERS, reachesAbove } from './signal-rights.ts';
import { findSignal, insertReply, listReplies, lockSignal, setSignalState } from './signals.store.ts';
import type { AssessmentTables } from './tables.ts';

const NEXT = { explain: 'explained', confirm: 'confirmed', dismiss: 'dismissed' } as const;
const LOGGED = {
  explain: 'assessment.explain-signal',
  confirm: 'assessment.confirm-signal',
  dismiss: 'assessment.dismiss-signal',
} as const;

/**
 * Explains a signal, or decides about it; the same id again does nothing. Every reply stands in the audit log.
 *
 * @throws Refusal assessment/signal-not-found also for a unit that is not the asker's, or that still explains it itself;
 *   assessment/signal-settled it was decided; assessment/reason-needed; assessment/own-explanation who explained it does
 *   not decide
 */
export async function replyToSignal(
  context: Context<AssessmentTables>,
  partKey: number,
  id: string,
  given: ReplyToSignal,
): Promise<{ state: SignalView['state'] }> {
  const found = (await findSignal(context.db, partKey, id)) ?? refuse('signal-not-found');
  await requireRole(context, READERS, found.unit_id).catch(() => refuse('signal-not-found'));
  if (!isOwnUnit(context, found.unit_id) && !reachesAbove(found, context.now())) refuse('signal-not-found');
  const actor = context.actor as Person;
  if (
    given.act === 'explain'
      ? given.reason === '' || (given.reason === 'other' && given.words === '')
      : given.words === ''
  )
    refuse('reason-needed');
  const state = NEXT[given.act];
  await context.db.transaction().execute(async (tx) => {
    const row = (await lockSignal(tx, partKey, id))!;
    const replies = await listReplies(tx, [row]);
    if (replies.some((reply) => reply.id === given.id)) return;
    if (row.state === 'confirmed' || row.state === 'dismissed') refuse('signal-settled');
    const may = await actsOf(context, row, replies);
    if (!may.includes(given.act)) refuse(given.act === 'explain' ? 'signal-not-found' : 'own-explanation');
    const isNew = await insertReply(tx, {
      part_key: partKey,
      id: given.id,
      signal_id: id,
      act: given.act,
      reason: given.reason,
      words: given.words,
      done_by: actor.personId,
      done_at: context.now(),
    });
    if (!isNew) return;
    await setSignalState(tx, partKey, id, state);
    await audit(tx, context, {
      action: LOGGED[given.act],
      unitId: row.unit_id,
      detail: { signal: id, kind: row.kind, period: row.period, reason: given.reason },
    });
  });
  return { state };
}
