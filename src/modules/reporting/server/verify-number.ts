import { audit } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { VerifyNumber } from '../domain/write-contract.ts';
import { readNumber, writeNumber } from '#platform/text/number-entry.ts';
import { refuse } from '../domain/refusals.ts';
import { hasArrived } from '../domain/report-state.ts';
import { closingOf, findAsked, type Asking } from './find-report.ts';
import { once, personOf } from './once.ts';
import { insertNumbers, listNumbers, lockReport } from './reports.store.ts';
import { requireAbove } from './rights.ts';
import { refuseMeanwhile } from './save-report.ts';
import { say } from './say-fault.ts';
import type { ReportingTables } from './tables.ts';

/**
 * Writes what a recount of the unit above found. What was counted and said stays as it was.
 *
 * @throws Refusal reporting/above-decides, not-sent, period-closed, number-faults, written-meanwhile, repeat-differs
 */
export async function verifyNumber(
  context: Asking,
  params: { unit: number; form: string; period: string },
  given: VerifyNumber,
): Promise<{ revision: number }> {
  const found = await findAsked(context, params.unit, params.form, params.period);
  await requireAbove(context, found);
  const cell = found.form.cells.find(({ code }) => code === given.cell) ?? refuse('report-not-found');
  const num = readNumber(given.num, cell.decimals);
  const den = readNumber(given.den, 0);
  const fault = (key: string, typed: string) => ({
    at: `verified.${cell.code}`,
    what: say(context.language, 'fault.line', {
      label: cell.label[context.language],
      what: say(context.language, `fault.${key}`, { typed, num: typed, den: given.den }),
    }),
  });
  const faults = [
    ...(num.kind === 'number' ? [] : [fault(num.kind === 'empty' ? 'not-a-number' : num.fault, given.num)]),
    ...(den.kind === 'fault' ? [fault(den.fault, given.den)] : []),
    ...(num.kind === 'number' && den.kind === 'number' && num.value > den.value
      ? [fault('over-denominator', given.num)]
      : []),
    ...(given.sourceDate > found.today ? [fault('date-ahead', given.num)] : []),
  ];
  if (faults.length > 0 || num.kind !== 'number') return refuse('number-faults', { faults });
  return context.db.transaction().execute(async (tx: Tx<ReportingTables>) => {
    const report = await lockReport(tx, found.key, context.now());
    const row = (await listNumbers(tx, [found.unit], found.form.id, found.period.key)).find(
      (one) => one.cell === cell.code && one.kind === 'verified',
    );
    const { id, ...content } = given;
    if (!(await once(tx, context, found.key, { id, act: 'verify', content })))
      return { revision: row?.revision ?? 0 };
    if (!hasArrived(report.state)) refuse('not-sent');
    if ((await closingOf(tx, found)).closing.closed) refuse('period-closed');
    if ((row?.revision ?? 0) !== given.revision)
      refuseMeanwhile(context, found.form, [
        {
          field: `num.${cell.code}`,
          revision: row?.revision ?? 0,
          theirs: row?.num == null ? '' : writeNumber(row.num),
          yours: writeNumber(num.value),
          at: (row?.written_at ?? context.now()).toISOString(),
        },
      ]);
    const revision = given.revision + 1;
    await insertNumbers(tx, [
      {
        ...found.key,
        cell: cell.code,
        kind: 'verified',
        revision,
        num: num.value,
        den: den.kind === 'number' ? den.value : null,
        source: given.source,
        source_date: given.sourceDate,
        grade: given.grade,
        choice: '',
        reason: '',
        note: '',
        written_at: context.now(),
        written_by: personOf(context),
      },
    ]);
    await audit(tx, context, {
      action: 'reporting.verify',
      unitId: found.unit.id,
      detail: { form: found.form.id, period: found.period.key, cell: cell.code },
    });
    return { revision };
  });
}
