import { audit } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { GiveException } from '../domain/above-contract.ts';
import { addDays } from '../domain/period.ts';
import { refuse } from '../domain/refusals.ts';
import { hasArrived, type ReportState } from '../domain/report-state.ts';
import { closingOf, findAsked, type Asking } from './find-report.ts';
import { once, personOf } from './once.ts';
import { insertException, lockReport, updateReport } from './reports.store.ts';
import { isAbove } from './rights.ts';
import type { ReportingTables } from './tables.ts';

/** The longest an exception holds, days. */
const MOST_DAYS = 30;

/**
 * Lets a report of a closed period be changed once more; it goes back to its unit with the reason.
 *
 * @throws Refusal reporting/leader-closes, not-closed, wrong-day for a last day that is past or too far, not-sent, repeat-differs
 */
export async function giveException(
  context: Asking,
  params: { unit: number; form: string; period: string },
  { id, reason, until }: GiveException,
): Promise<{ state: ReportState }> {
  const found = await findAsked(context, params.unit, params.form, params.period);
  if (!(await isAbove(context, found, ['leader']))) refuse('leader-closes');
  if (until < found.today || until > addDays(found.today, MOST_DAYS)) refuse('wrong-day');
  return context.db.transaction().execute(async (tx: Tx<ReportingTables>) => {
    const report = await lockReport(tx, found.key, context.now());
    const content = [reason, until];
    if (!(await once(tx, context, found.key, { id, act: 'except', comment: reason, content })))
      return { state: report.state };
    if (!(await closingOf(tx, found)).closing.closed) refuse('not-closed');
    if (!hasArrived(report.state)) refuse('not-sent');
    await insertException(tx, {
      ...found.key,
      id,
      reason,
      until_day: until,
      given_at: context.now(),
      given_by: personOf(context)!,
    });
    await updateReport(tx, found.key, { state: 'returned', comment: reason, changed_at: context.now() });
    await audit(tx, context, {
      action: 'reporting.except',
      unitId: found.unit.id,
      detail: { form: found.form.id, period: found.period.key, until },
    });
    return { state: 'returned' as const };
  });
}
