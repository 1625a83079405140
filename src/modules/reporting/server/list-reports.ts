import { requireRole, treeOf } from '#modules/organisations/server.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { ReportLine, ReportList } from '../domain/contract.ts';
import type { ReportForm } from '../domain/form.ts';
import { atHand, daysLate } from '../domain/period.ts';
import { hasArrived } from '../domain/report-state.ts';
import type { Unit } from '#modules/organisations/index.ts';
import { dueOf, formsFor, partsOf, periodsFor, READERS, viewPeriod, type Asking } from './find-report.ts';
import { countArrived, listClosed, listReportsOf } from './reports.store.ts';

/** A year of quarters, and the one that runs. */
const PERIODS = 5;

/** @throws Refusal organisations/sign-in-first, organisations/not-found */
export async function listReports(context: Asking, unitId: number): Promise<ReportList> {
  const unit = await requireRole(context, READERS, unitId);
  const tree = await treeOf(context.db);
  const today = vietnamDay(context.now());
  const lines = await Promise.all(
    formsFor(context.content(), tree, unit).map((form) =>
      linesOf(context, unit, form, partsOf(tree, unit, form), tree.ancestors(unit.id).at(-1), today),
    ),
  );
  return { unit: { id: unit.id, name: unit.name, kind: unit.kind }, today, reports: lines.flat() };
}

async function linesOf(
  context: Asking,
  unit: Unit,
  form: ReportForm,
  parts: readonly Unit[],
  above: Unit | undefined,
  today: string,
): Promise<ReportLine[]> {
  const { db } = context;
  const own = form.tiers.includes(unit.kind as never);
  const [reports, arrived, closed, closedAbove] = await Promise.all([
    own ? listReportsOf(db, [unit.id], form.id) : [],
    countArrived(
      db,
      parts.map(({ id }) => id),
      form.id,
    ),
    listClosed(db, unit, form.id),
    above ? listClosed(db, above, form.id) : new Set<string>(),
  ]);
  return atHand(periodsFor(context.content(), form, today), today, PERIODS).map((period) => {
    const report = reports.find((one) => one.period === period.key);
    const sentOn = report?.sent_at && hasArrived(report.state) ? vietnamDay(report.sent_at) : null;
    return {
      form: { id: form.id, title: form.title },
      period: viewPeriod(period, unit),
      state: own ? (report?.state ?? 'draft') : 'none',
      daysLate: own ? daysLate(dueOf(period, unit), sentOn, today) : 0,
      closed: closedAbove.has(period.key),
      parts:
        parts.length === 0
          ? null
          : {
              all: parts.length,
              arrived: arrived.get(period.key) ?? 0,
              closed: closed.has(period.key),
            },
    };
  });
}
