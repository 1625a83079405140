import { randomBytes } from 'node:crypto';
import { learnerOf } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { Step } from '../domain/contract.ts';
import { deadlineOf } from '../domain/clock.ts';
import { refuse } from '../domain/refusals.ts';
import { ruleSetKey } from '../domain/rules.ts';
import { nextStep, startSession as begin } from '../domain/session.ts';
import { finishedOf, mayStartAt, seenItems } from './attempts.ts';
import { getBundle, groupsWithTest } from './bundle.ts';
import { circumstancesOf } from './circumstances.ts';
import { endIfTimeIsUp } from './end-session.ts';
import { ledgerOf } from './exposure-ledger.ts';
import { bundleFor } from './rules-of-person.ts';
import { insertSession, listSessions } from './session.store.ts';
import { currentStep, questionStep } from './step.ts';
import type { AssessmentTables } from './tables.ts';

export interface Starting {
  readonly group: string;
  /** The phone runs no scripts: no tasks. */
  readonly plain?: boolean | undefined;
  /** Where she comes from a programme, the rules chosen for it hold. */
  readonly programme?: string | undefined;
}

/**
 * Starts a test, or goes on with the open one: pressing twice opens one. The items it may use are drawn now and frozen
 * with it, from the seed, the exposure of each item so far and what the person met lately.
 *
 * @throws Refusal `assessment/group-without-test`, `assessment/passed-already`, `assessment/wait-before-retake`
 */
export async function startSession(
  context: Context<AssessmentTables>,
  { group, plain = false, programme = '' }: Starting,
): Promise<Step> {
  if (!groupsWithTest.includes(group)) return refuse('group-without-test');
  const person = await learnerOf(context);
  const bundle = (await bundleFor(context, person, group, programme)) ?? refuse('group-without-test');
  const sessions = await listSessions(context.db, person);
  const open = sessions.find((session) => session.group_code === group && !session.finished_at);
  if (open) {
    if (await endIfTimeIsUp(context, open)) return { kind: 'finished', session: open.id };
    return currentStep(open, await getBundle(context.db, open.bundle), context.now());
  }
  const passed = finishedOf(sessions, group).find((session) => session.verdict === 'passed');
  if (passed) refuse('passed-already', { session: passed.id });
  const wait = mayStartAt(sessions, group, bundle.rules, context.now());
  if (wait) refuse('wait-before-retake', { mayStartAt: wait.toISOString() });

  const ledger = ledgerOf(context.db, bundle);
  const start = begin(bundle.bank, bundle.rules, {
    seed: randomBytes(16).toString('base64url'),
    seenItems: seenItems(sessions, group, bundle.rules),
    exposure: await ledger.counts(context),
  });
  const first = nextStep(bundle.bank, bundle.rules, plain ? { ...start, plainFrom: 0 } : start);
  if (first.kind !== 'item') throw new Error(`bundle ${bundle.id} gives no first question`);
  const now = context.now();
  const session = {
    part_key: person.partKey,
    id: context.newId(),
    person_id: person.personId,
    group_code: group,
    rule_set: ruleSetKey(bundle.rules),
    bundle: bundle.id,
    state: first.state,
    started_at: now,
    served_at: now,
    deadline_at: deadlineOf(bundle.rules, now),
    ...circumstancesOf(context),
  };
  if (!(await insertSession(context.db, session)))
    return startSession({ ...context, actor: person }, { group, plain, programme });
  ledger.noteStart(first.state);
  ledger.noteAsked(first.itemId);
  return questionStep(session, first.state, bundle, now);
}
