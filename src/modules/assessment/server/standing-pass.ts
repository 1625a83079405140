import type { Context } from '#platform/http/context.ts';
import type { RuleSet } from '../domain/rules.ts';
import { getBundle } from './bundle.ts';
import type { AssessmentTables, SessionRow } from './tables.ts';

/**
 * The pass that stands in the way of taking a test again: of its level or a higher one, and not yet to be renewed.
 *
 * @param finished tests of one group that ended, the newest first
 */
export async function standingPass(
  { db, now }: Pick<Context<AssessmentTables>, 'db' | 'now'>,
  finished: readonly SessionRow[],
  wanted: RuleSet,
): Promise<SessionRow | undefined> {
  for (const pass of finished) {
    if (pass.verdict !== 'passed' || !pass.finished_at) continue;
    const { rules } = await getBundle(db, pass.bundle);
    if ((rules.level ?? 0) < (wanted.level ?? 0)) continue;
    if (rules.validity && renewableFrom(pass.finished_at, rules.validity) <= now()) continue;
    return pass;
  }
  return undefined;
}

function renewableFrom(passedAt: Date, validity: NonNullable<RuleSet['validity']>): Date {
  const at = new Date(passedAt);
  at.setUTCMonth(at.getUTCMonth() + validity.months - validity.renewFromMonths);
  return at;
}
