import { learnerOf } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { Step } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { finishedOf, mayStartAt, seenItems } from './attempts.ts';
import { getBundle, groupsWithTest } from './bundle.ts';
import { endIfTimeIsUp } from './end-session.ts';
import { makeSession } from './make-session.ts';
import { rulesFor } from './rules-of-person.ts';
import { insertSession, listSessions } from './session.store.ts';
import { currentStep, questionStep } from './step.ts';
import { standingPass } from './standing-pass.ts';
import type { AssessmentTables } from './tables.ts';

export interface Starting {
  readonly group: string;
  /** The phone runs no scripts: no tasks. */
  readonly plain?: boolean | undefined;
  /** Where she comes from a programme, the rules chosen for it hold. */
  readonly programme?: string | undefined;
}

/**
 * Starts a test, or goes on with the open one: pressing twice opens one.
 *
 * @throws Refusal `assessment/group-without-test`, `assessment/passed-already`, `assessment/wait-before-retake`
 */
export async function startSession(
  context: Context<AssessmentTables>,
  { group, plain = false, programme = '' }: Starting,
): Promise<Step> {
  if (!groupsWithTest.includes(group)) return refuse('group-without-test');
  const person = await learnerOf(context);
  const holding = await rulesFor(context, person, group, programme);
  const { bundle, evidence } = holding ?? refuse('group-without-test');
  const sessions = await listSessions(context.db, person);
  const open = sessions.find((session) => session.group_code === group && !session.finished_at);
  if (open) {
    if (await endIfTimeIsUp(context, open)) return { kind: 'finished', session: open.id };
    return currentStep(open, await getBundle(context.db, open.bundle), context.now());
  }
  const passed = await standingPass(context, finishedOf(sessions, group), bundle.rules);
  if (passed) refuse('passed-already', { session: passed.id });
  const wait = mayStartAt(sessions, group, bundle.rules, context.now());
  if (wait) refuse('wait-before-retake', { mayStartAt: wait.toISOString() });

  const seen = seenItems(sessions, group, bundle.rules);
  const { row, note } = await makeSession(context, { person, group, bundle, evidence, seen, plain });
  if (!(await insertSession(context.db, row)))
    return startSession({ ...context, actor: person }, { group, plain, programme });
  note();
  return questionStep(row, row.state, bundle, context.now());
}
