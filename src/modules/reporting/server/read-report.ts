import { hasRole } from '#modules/organisations/server.ts';
import type { TargetView } from '#modules/movement/index.ts';
import { populationGroupsOf } from '#modules/movement/server.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { CellView, PastAct, ReportView } from '../domain/contract.ts';
import type { FormCell } from '../domain/form.ts';
import { adopted, gapOf, sumCells, type LedgerCell } from '../domain/ledger.ts';
import { daysLate } from '../domain/period.ts';
import { hasArrived } from '../domain/report-state.ts';
import {
  closingOf,
  dueOf,
  findAsked,
  partsOf,
  periodsFor,
  viewPeriod,
  type Asking,
  type Found,
} from './find-report.ts';
import { cellsOf, computedNow, countFor, isFrozen, peopleOf } from './ledger.ts';
import {
  findReport,
  listActs,
  listNumbers,
  listReportsOf,
  listTexts,
  type NumberRow,
} from './reports.store.ts';
import { mayDo } from './rights.ts';

const nameOf = (unit: { id: number; name: string; kind: string }) => ({
  id: unit.id,
  name: unit.name,
  kind: unit.kind,
});

/** One report as its reader sees it. @throws Refusal organisations/…, reporting/report-not-found */
export async function readReport(
  context: Asking,
  unitId: number,
  formId: string,
  periodKey: string,
): Promise<ReportView> {
  const found = await findAsked(context, unitId, formId, periodKey);
  return viewReport(context, found);
}

/** The same for a report that was found already. */
export async function viewReport(context: Asking, found: Found): Promise<ReportView> {
  const { unit, above, form, period, today, key } = found;
  const { db } = context;
  const [report, numbers, texts, acts, counted, before, { closing, row, exception }, seesAbove] =
    await Promise.all([
      findReport(db, key),
      listNumbers(db, [unit], form.id, period.key),
      listTexts(db, key),
      listActs(db, key),
      countFor(context, found),
      cellsBefore(context, found),
      closingOf(db, found),
      above ? hasRole(context, ['clerk', 'leader', 'administrator'], above.id) : false,
    ]);
  const state = report?.state ?? 'draft';
  const parts = await partCells(context, found);
  const cells = cellsOf(form, numbers, isFrozen(state) ? undefined : computedNow(found, counted, parts));
  const groups = populationGroupsOf(context.content());
  const sentOn = report?.sent_at && hasArrived(state) ? vietnamDay(report.sent_at) : null;
  return {
    unit: nameOf(unit),
    above: above && seesAbove ? nameOf(above) : null,
    form: { id: form.id, title: form.title, subject: form.subject, source: form.source },
    period: viewPeriod(period, unit),
    today,
    state,
    comment: report?.comment ?? '',
    edition: report?.edition ?? 0,
    sentAt: report?.sent_at?.toISOString() ?? null,
    daysLate: daysLate(dueOf(period, unit), sentOn, today),
    closing: row ? { closedAt: row.closed_at.toISOString(), missing: closing.missing } : null,
    exception: exception ? { reason: exception.reason, until: exception.until_day } : null,
    may: await mayDo(context, found, state, closing),
    hasParts: parts !== null,
    cells: form.cells.map((cell, index) => ({
      ...viewCell(cell, cells[index]!, numbers),
      population: viewPeople(peopleOf(counted, found, cell)),
      previous: before.get(cell.code) ?? null,
      target: viewTarget(cell, counted.targets, Number(period.key.slice(0, 4))),
      parts: parts && sumCells(parts, cell.code),
      group: groups.find((group) => group.code === cell.group)?.name ?? null,
    })),
    sections: form.sections.map(({ code, title, hint, role }) => {
      const text = texts.find(({ section }) => section === code);
      return { code, title, hint, role, body: text?.body ?? '', revision: text?.revision ?? 0 };
    }),
    history: acts.map(({ act, done_at, comment }) => ({
      act: act as PastAct,
      at: done_at.toISOString(),
      comment,
    })),
  };
}

const viewPeople = (people: ReturnType<typeof peopleOf>): CellView['population'] =>
  people && { value: people.value, source: people.source, sourceDate: people.sourceDate };

function viewCell(
  cell: FormCell,
  ledger: LedgerCell,
  rows: readonly NumberRow[],
): Omit<CellView, 'population' | 'previous' | 'target' | 'parts' | 'group'> {
  const newest = (kind: NumberRow['kind']) => rows.find((row) => row.cell === cell.code && row.kind === kind);
  const said = newest('declared');
  const holds = adopted(ledger);
  const { declared } = ledger;
  return {
    code: cell.code,
    label: cell.label,
    unit: cell.unit,
    decimals: cell.decimals,
    source: cell.source,
    indicator: cell.indicator ?? null,
    computed: ledger.computed,
    declared: declared && { ...declared, at: said!.written_at.toISOString() },
    revision: said?.revision ?? 0,
    verified: ledger.verified,
    verifiedRevision: newest('verified')?.revision ?? 0,
    adopted: holds && { kind: holds.kind, ...holds.number },
    gap: gapOf(ledger),
  };
}

/** The target of that year for just these people: the unit's own, else the nearest above. */
function viewTarget(cell: FormCell, targets: readonly TargetView[], year: number): CellView['target'] {
  const one = targets.find(
    (target) =>
      target.indicator.code === cell.indicator &&
      target.group.code === cell.group &&
      target.year === year &&
      target.value !== null,
  );
  return one
    ? { value: one.value!, operator: one.operator ?? '>=', measure: one.measure, year: one.year }
    : null;
}

/** What held in the period before, where that report was sent. */
async function cellsBefore(context: Asking, found: Found): Promise<ReadonlyMap<string, number>> {
  const { form, period, unit, today, key } = found;
  const earlier = periodsFor(context.content(), form, today).findLast(({ cutOff }) => cutOff < period.cutOff);
  if (!earlier) return new Map();
  const report = await findReport(context.db, { ...key, period: earlier.key });
  if (!hasArrived(report?.state)) return new Map();
  const rows = await listNumbers(context.db, [unit], form.id, earlier.key);
  return new Map(
    cellsOf(form, rows).flatMap((one) => {
      const holds = adopted(one);
      return holds ? [[one.cell, holds.number.num] as const] : [];
    }),
  );
}

/** Cells of the units below whose reports have arrived; null for a unit without parts. */
export async function partCells(
  context: Asking,
  { tree, unit, form, period }: Found,
): Promise<LedgerCell[][] | null> {
  const parts = partsOf(tree, unit, form);
  if (parts.length === 0) return null;
  const ids = parts.map(({ id }) => id);
  const [reports, rows] = await Promise.all([
    listReportsOf(context.db, ids, form.id, period.key),
    listNumbers(context.db, parts, form.id, period.key),
  ]);
  const arrived = new Set(reports.filter(({ state }) => hasArrived(state)).map((one) => one.unit_id));
  const byUnit = Map.groupBy(rows, (row) => row.unit_id);
  return parts.filter(({ id }) => arrived.has(id)).map(({ id }) => cellsOf(form, byUnit.get(id) ?? []));
}
