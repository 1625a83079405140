import type { Identity } from '#platform/http/module.ts';
import type { Context } from '#platform/http/context.ts';
import { refuse } from '../../domain/refusals.ts';
import type { RuleSet } from '../../domain/rules.ts';
import { finishedOf, mayStartAt } from '../attempts.ts';
import { listSessions } from '../session.store.ts';
import { standingPass } from '../standing-pass.ts';
import type { AssessmentTables, SessionRow } from '../tables.ts';

/**
 * Her tests, when she may take a watched one of this group. One that she passed alone does not stand in the way.
 *
 * @throws Refusal `assessment/passed-already`, `assessment/wait-before-retake`
 */
export async function testsOfSitter(
  context: Pick<Context<AssessmentTables>, 'db' | 'now'>,
  person: Identity,
  group: string,
  rules: RuleSet,
): Promise<{ readonly sessions: readonly SessionRow[]; readonly open: SessionRow | undefined }> {
  const sessions = await listSessions(context.db, person);
  const watched = finishedOf(sessions, group).filter((one) => one.sitting_id !== null);
  const passed = await standingPass(context, watched, rules);
  if (passed) return refuse('passed-already', { session: passed.id });
  const wait = mayStartAt(sessions, group, rules, context.now());
  if (wait) return refuse('wait-before-retake', { mayStartAt: wait.toISOString() });
  return { sessions, open: sessions.find((one) => one.group_code === group && !one.finished_at) };
}
