import { announce } from '#platform/outbox/outbox.ts';
import type { Services } from '#platform/http/context.ts';
import { isTimeUp } from '../domain/clock.ts';
import { readAnswers } from '../domain/session-state.ts';
import { scoreAnswers, type SessionResult } from '../domain/session.ts';
import { getBundle } from './bundle.ts';
import type { Kept } from './answers-together.ts';
import { finishSession, listOverdue } from './end-session.store.ts';
import type { AssessmentTables, SessionRow } from './tables.ts';

type Ending = Pick<Services<AssessmentTables>, 'db' | 'now' | 'newId'>;

/** What a finished test tells the others. */
export function finishedEvent(
  { now, newId }: Pick<Services, 'now' | 'newId'>,
  session: Pick<SessionRow, 'part_key' | 'id' | 'person_id' | 'group_code' | 'rule_set'>,
  { verdict }: Pick<SessionResult, 'verdict'>,
): NonNullable<Kept['event']> {
  return {
    partKey: session.part_key,
    id: newId(),
    name: verdict === 'passed' ? 'assessment.session-passed' : 'assessment.session-finished',
    payload: {
      personId: session.person_id,
      sessionId: session.id,
      group: session.group_code,
      ruleSet: session.rule_set,
    },
    at: now(),
  };
}

/**
 * Ends a test with the answers it has when its time is up: of a fixed form those not given are not right, an adaptive
 * test that was not sure has not enough evidence. It ended when its time was up, whenever anybody noticed.
 *
 * @returns whether it is over; false while there is time
 */
export async function endIfTimeIsUp(context: Ending, session: SessionRow): Promise<boolean> {
  if (session.finished_at || !isTimeUp(session, context.now())) return session.finished_at !== null;
  await endNow(context, session, 'time-up', session.deadline_at ?? context.now());
  return true;
}

/**
 * Ends a test with the answers it has.
 *
 * @param at when it ended
 * @returns false when it changed in between: somebody else ended it, or an answer was being kept
 */
export async function endNow(
  context: Ending,
  session: SessionRow,
  reason: 'time-up' | 'sitting-ended',
  at: Date,
): Promise<boolean> {
  const { bank, rules } = await getBundle(context.db, session.bundle);
  const answers = readAnswers(bank, session.state);
  if (!answers) throw new Error(`session ${session.id} and its bundle disagree`);
  const result = { ...scoreAnswers(bank, rules, answers, reason), reason };
  return context.db.transaction().execute(async (tx) => {
    const isMine = await finishSession(tx, session, result, at);
    if (isMine) await announce(tx, finishedEvent(context, session, result));
    return isMine;
  });
}

const BATCH = 200;

/** Ends the tests of people who did not come back before the time was up. */
export async function endOverdue(services: Services<AssessmentTables>): Promise<number> {
  let ended = 0;
  for (;;) {
    const rows = await listOverdue(services.db, services.now(), BATCH);
    for (const session of rows) if (await endIfTimeIsUp(services, session)) ended += 1;
    if (rows.length < BATCH) return ended;
  }
}
