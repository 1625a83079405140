import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import { hasArrived } from '../domain/report-state.ts';
import type { ReportingTables, ReportKey } from './tables.ts';

type Reader = Db<ReportingTables> | Tx<ReportingTables>;
type Writer = Tx<ReportingTables>;
export type ReportRow = ReportingTables['reporting.reports'];
export type NumberRow = ReportingTables['reporting.numbers'];
export type TextRow = ReportingTables['reporting.texts'];
export type ActRow = ReportingTables['reporting.acts'];
export type ClosingRow = ReportingTables['reporting.closings'];
export type ExceptionRow = ReportingTables['reporting.exceptions'];

export const keyOf = ({ part_key, unit_id, form_id, period }: ReportKey): ReportKey => ({
  part_key,
  unit_id,
  form_id,
  period,
});

/** Rows of one report, in any table that is keyed by it. */
const ofReport = ({ part_key, unit_id, form_id, period }: ReportKey) =>
  sql<boolean>`part_key = ${part_key} AND unit_id = ${unit_id} AND form_id = ${form_id} AND period = ${period}`;

export async function findReport(db: Reader, key: ReportKey): Promise<ReportRow | undefined> {
  return db.selectFrom('reporting.reports').selectAll().where(ofReport(key)).executeTakeFirst();
}

/** The report, begun where nobody wrote anything yet, held until the transaction ends. */
export async function lockReport(tx: Writer, key: ReportKey, at: Date): Promise<ReportRow> {
  await tx
    .insertInto('reporting.reports')
    .values({
      ...keyOf(key),
      state: 'draft',
      comment: '',
      edition: 0,
      sent_at: null,
      first_sent_at: null,
      filled: null,
      fields: null,
      changed_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx
    .selectFrom('reporting.reports')
    .selectAll()
    .where(ofReport(key))
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateReport(
  tx: Writer,
  key: ReportKey,
  set: Partial<Omit<ReportRow, keyof ReportKey>>,
): Promise<void> {
  await tx.updateTable('reporting.reports').set(set).where(ofReport(key)).execute();
}

/** Reports of these units by one form; of one period, or of all. */
export async function listReportsOf(
  db: Reader,
  units: readonly number[],
  form: string,
  period?: string,
): Promise<ReportRow[]> {
  if (units.length === 0) return [];
  let query = db
    .selectFrom('reporting.reports')
    .selectAll()
    .where('unit_id', 'in', [...units])
    .where('form_id', '=', form);
  if (period !== undefined) query = query.where('period', '=', period);
  return query.orderBy('period').orderBy('unit_id').execute();
}

/** How many reports of the units below have arrived, by period. */
export async function countArrived(
  db: Reader,
  units: readonly number[],
  form: string,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { period, state } of await listReportsOf(db, units, form))
    if (hasArrived(state)) counts.set(period, (counts.get(period) ?? 0) + 1);
  return counts;
}

/** The newest revision of every number of these units in a period. */
export async function listNumbers(
  db: Reader,
  units: readonly { readonly id: number; readonly partKey: number }[],
  form: string,
  period: string,
): Promise<NumberRow[]> {
  if (units.length === 0) return [];
  const { rows } = await sql<NumberRow>`
    SELECT DISTINCT ON (part_key, unit_id, cell, kind) *
    FROM reporting.numbers
    WHERE part_key = ANY(${[...new Set(units.map((unit) => unit.partKey))]}::int[])
      AND unit_id = ANY(${units.map((unit) => unit.id)}::int[]) AND form_id = ${form} AND period = ${period}
    ORDER BY part_key, unit_id, cell, kind, revision DESC`.execute(db);
  return rows;
}

export async function insertNumbers(tx: Writer, rows: readonly NumberRow[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto('reporting.numbers')
      .values([...rows])
      .execute();
}

/** The newest revision of every text. */
export async function listTexts(db: Reader, key: ReportKey): Promise<TextRow[]> {
  const { rows } = await sql<TextRow>`
    SELECT DISTINCT ON (section) * FROM reporting.texts
    WHERE ${ofReport(key)}
    ORDER BY section, revision DESC`.execute(db);
  return rows;
}

export async function insertTexts(tx: Writer, rows: readonly TextRow[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto('reporting.texts')
      .values([...rows])
      .execute();
}

export async function findAct(db: Reader, partKey: number, id: string): Promise<ActRow | undefined> {
  return db
    .selectFrom('reporting.acts')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertAct(tx: Writer, row: ActRow): Promise<void> {
  await tx.insertInto('reporting.acts').values(row).execute();
}

/** What was done with a report, the newest first. */
export async function listActs(db: Reader, key: ReportKey, limit = 40): Promise<ActRow[]> {
  return db
    .selectFrom('reporting.acts')
    .selectAll()
    .where(ofReport(key))
    .orderBy('done_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** @param key of the unit that closes */
export async function findClosing(db: Reader, key: ReportKey): Promise<ClosingRow | undefined> {
  return db.selectFrom('reporting.closings').selectAll().where(ofReport(key)).executeTakeFirst();
}

/** Periods that a unit has closed. */
export async function listClosed(
  db: Reader,
  unit: { readonly id: number; readonly partKey: number },
  form: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('reporting.closings')
    .select('period')
    .where('part_key', '=', unit.partKey)
    .where('unit_id', '=', unit.id)
    .where('form_id', '=', form)
    .execute();
  return new Set(rows.map(({ period }) => period));
}

/** @returns false when the period was closed before */
export async function insertClosing(tx: Writer, row: ClosingRow): Promise<boolean> {
  const done = await tx
    .insertInto('reporting.closings')
    .values({
      ...row,
      missing: JSON.stringify(row.missing) as unknown as ClosingRow['missing'],
      copy: JSON.stringify(row.copy) as unknown as ClosingRow['copy'],
    })
    .onConflict((conflict) => conflict.columns(['part_key', 'unit_id', 'form_id', 'period']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The exception with the latest last day. */
export async function findException(db: Reader, key: ReportKey): Promise<ExceptionRow | undefined> {
  return db
    .selectFrom('reporting.exceptions')
    .selectAll()
    .where(ofReport(key))
    .orderBy('until_day', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertException(tx: Writer, row: ExceptionRow): Promise<void> {
  await tx.insertInto('reporting.exceptions').values(row).execute();
}

/** Minutes from the first thing that was written of a report to its first sending, by `unit form period`. */
export async function measureSending(
  db: Reader,
  units: readonly { readonly id: number; readonly partKey: number }[],
  asked: readonly { readonly form: string; readonly period: string }[],
): Promise<ReadonlyMap<string, number>> {
  if (units.length === 0 || asked.length === 0) return new Map();
  const { rows } = await sql<{ unit_id: number; form_id: string; period: string; minutes: number }>`
    SELECT unit_id, form_id, period,
      extract(epoch FROM min(done_at) FILTER (WHERE act = 'send') - min(done_at))::float8 / 60 AS minutes
    FROM reporting.acts
    WHERE part_key = ANY(${[...new Set(units.map((unit) => unit.partKey))]}::int[])
      AND unit_id = ANY(${units.map((unit) => unit.id)}::int[])
      AND (form_id, period) IN (SELECT * FROM unnest(${asked.map((one) => one.form)}::text[],
        ${asked.map((one) => one.period)}::text[]))
    GROUP BY part_key, unit_id, form_id, period
    HAVING min(done_at) FILTER (WHERE act = 'send') IS NOT NULL`.execute(db);
  return new Map(rows.map((row) => [`${row.unit_id} ${row.form_id} ${row.period}`, row.minutes]));
}
