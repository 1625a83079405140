import type { Context, Person } from '#platform/http/context.ts';
import type { Step } from '../../domain/contract.ts';
import { refuse } from '../../domain/refusals.ts';
import { findSession } from '../answers-together.ts';
import { seenItems } from '../attempts.ts';
import { bundleOfRules, getBundle } from '../bundle.ts';
import { endIfTimeIsUp } from '../end-session.ts';
import { makeSession } from '../make-session.ts';
import { insertSession } from '../session.store.ts';
import { rulesAt } from '../rules-of-person.ts';
import { currentStep } from '../step.ts';
import type { AssessmentTables } from '../tables.ts';
import { testsOfSitter } from './may-sit.ts';
import { listSeatsOf, setAside, updateSeat } from './seats.store.ts';

type Asking = Context<AssessmentTables>;

/**
 * Begins the supervised test of a seat. A test of the group that she had begun alone is set aside, and what she saw of it
 * is not asked again; one that she passed alone does not stand in the way of passing it watched.
 *
 * @throws Refusal `assessment/seat-not-found` also when it is another person's or the sitting has ended
 * @throws Refusal `assessment/seat-not-so` while nobody has let her begin
 * @throws Refusal `assessment/passed-already`, `assessment/wait-before-retake`
 */
export async function startInSeat(context: Asking, seatId: string, plain = false): Promise<Step> {
  const { actor, db } = context;
  if (actor.kind !== 'person') return refuse('seat-not-found');
  const { seat, sitting } =
    (await listSeatsOf(db, actor)).find((one) => one.seat.id === seatId) ?? refuse('seat-not-found');
  if (seat.session_id) return stepOf(context, actor, seat.session_id);
  if (seat.state !== 'approved') return refuse('seat-not-so');

  const group = sitting.group_code;
  const bundle = bundleOfRules(context.content(), sitting.rule_set) ?? refuse('rules-unknown');
  const { sessions, open } = await testsOfSitter(context, actor, group, bundle.rules);
  const seen = [...seenItems(sessions, group, bundle.rules), ...(open?.state.asked ?? [])];
  const sat = { id: sitting.id, extraMinutes: seat.extra_minutes };
  const { row, note } = await makeSession(context, {
    person: actor,
    group,
    bundle,
    evidence: (await rulesAt(context, sitting.unit_id, group))?.evidence ?? null,
    seen,
    plain,
    sitting: sat,
  });
  const isMine = await db.transaction().execute(async (tx) => {
    const begun = { state: 'started' as const, session_id: row.id };
    if (!(await updateSeat(tx, seat, ['approved'], begun))) return false;
    if (open) await setAside(tx, { partKey: open.part_key, id: open.id }, context.now());
    if (!(await insertSession(tx, row))) throw new Error(`seat ${seat.id}: another test was begun meanwhile`);
    return true;
  });
  if (!isMine) return startInSeat(context, seatId, plain);
  note();
  return stepOf(context, actor, row.id);
}

async function stepOf(context: Asking, { partKey }: Person, sessionId: string): Promise<Step> {
  const session = (await findSession(context.db, partKey, sessionId)) ?? refuse('seat-not-found');
  if (await endIfTimeIsUp(context, session)) return { kind: 'finished', session: session.id };
  return currentStep(session, await getBundle(context.db, session.bundle), context.now());
}
