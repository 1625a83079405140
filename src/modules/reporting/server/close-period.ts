import { audit } from '#modules/identity/server.ts';
import { hasRole } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { PartsView } from '../domain/above-contract.ts';
import { sumCells, type LedgerCell } from '../domain/ledger.ts';
import { daysLate } from '../domain/period.ts';
import { refuse } from '../domain/refusals.ts';
import { hasArrived } from '../domain/report-state.ts';
import { dueOf, findAsked, partsOf, viewPeriod, type Asking, type Found } from './find-report.ts';
import { cellsOf } from './ledger.ts';
import { personOf, sha256 } from './once.ts';
import { findClosing, insertClosing, listNumbers, listReportsOf, type ReportRow } from './reports.store.ts';
import type { FrozenCopy, ReportingTables } from './tables.ts';

type Params = { unit: number; form: string; period: string };

async function requireLeader(context: Asking, found: Found): Promise<void> {
  if (!(await hasRole(context, ['leader'], found.unit.id))) refuse('leader-closes');
}

/** Every part as it stands now. */
async function copyNow(
  context: Asking,
  db: Asking['db'],
  { tree, unit, form, period }: Found,
): Promise<FrozenCopy & { readonly reports: ReadonlyMap<number, ReportRow> }> {
  const parts = partsOf(tree, unit, form);
  const reports = new Map(
    (
      await listReportsOf(
        db,
        parts.map(({ id }) => id),
        form.id,
        period.key,
      )
    ).map((report) => [report.unit_id, report]),
  );
  const rows = Map.groupBy(await listNumbers(db, parts, form.id, period.key), (row) => row.unit_id);
  return {
    reports,
    children: parts.map(({ id, name }) => {
      const state = reports.get(id)?.state ?? ('none' as const);
      const cells = hasArrived(reports.get(id)?.state) ? cellsOf(form, rows.get(id) ?? []) : [];
      return { id, name, state, cells };
    }),
  };
}

/** Who of the units below has sent a report; what they add up to, frozen once the period is closed. */
export async function readParts(context: Asking, params: Params): Promise<PartsView> {
  const found = await findAsked(context, params.unit, params.form, params.period, 'parts');
  const { unit, form, period, today, tree, key } = found;
  const [closing, now, mayClose] = await Promise.all([
    findClosing(context.db, key),
    copyNow(context, context.db, found),
    hasRole(context, ['leader'], unit.id),
  ]);
  const children = closing?.copy.children ?? now.children;
  const cells: (readonly LedgerCell[])[] = children.map((child) => child.cells);
  return {
    unit: { id: unit.id, name: unit.name, kind: unit.kind },
    form: { id: form.id, title: form.title },
    period: viewPeriod(period, unit),
    today,
    parts: now.children.map(({ id, name }) => {
      const report = now.reports.get(id);
      const arrived = hasArrived(report?.state);
      const part = tree.find(id)!;
      const sentOn = arrived && report?.sent_at ? vietnamDay(report.sent_at) : null;
      return {
        unit: { id, name, kind: part.kind },
        state: report?.state ?? 'none',
        sentAt: arrived ? (report?.sent_at?.toISOString() ?? null) : null,
        daysLate: daysLate(dueOf(period, part), sentOn, today),
        supplement: arrived && closing !== undefined && report!.sent_at! > closing.closed_at,
      };
    }),
    sums: form.cells.map(({ code, label }) => ({ code, label, ...sumCells(cells, code) })),
    closing: closing
      ? {
          closedAt: closing.closed_at.toISOString(),
          digest: closing.digest,
          missing: closing.missing.map(({ id, name }) => ({ id, name })),
        }
      : null,
    mayClose: mayClose && !closing && today > period.cutOff,
  };
}

/**
 * Closes a period over the units below, whoever is missing: they are named, and what the others said is frozen.
 *
 * @throws Refusal reporting/leader-closes, data-open before the data close, closed-already by another act, no-parts
 */
export async function closePeriod(
  context: Asking,
  params: Params,
  id: string,
): Promise<{ missing: { id: number; name: string }[]; digest: string }> {
  const found = await findAsked(context, params.unit, params.form, params.period, 'parts');
  await requireLeader(context, found);
  const { key, period, today, unit, form } = found;
  if (today <= period.cutOff) refuse('data-open');
  return context.db.transaction().execute(async (tx: Tx<ReportingTables>) => {
    const { children } = await copyNow(context, tx, found);
    if (children.length === 0) refuse('no-parts');
    const missing = children
      .filter(({ state }) => state === 'none' || !hasArrived(state))
      .map(({ id: part, name }) => ({ id: part, name }));
    const digest = sha256(JSON.stringify({ children }));
    const row = {
      ...key,
      id,
      missing,
      copy: { children },
      digest,
      closed_at: context.now(),
      closed_by: personOf(context)!,
    };
    if (!(await insertClosing(tx, row))) {
      const before = (await findClosing(tx, key))!;
      return before.id === id
        ? { missing: [...before.missing], digest: before.digest }
        : refuse('closed-already');
    }
    await audit(tx, context, {
      action: 'reporting.close',
      unitId: unit.id,
      detail: { form: form.id, period: period.key, missing: missing.length, digest },
    });
    return { missing, digest };
  });
}
