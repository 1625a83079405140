import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { ReportingTables, ReportKey } from './tables.ts';

type Reader = Db<ReportingTables> | Tx<ReportingTables>;
export type FlagReplyRow = ReportingTables['reporting.flag_replies'];

/** The last reply about each flag and cell of a report. */
export async function listFlagReplies(db: Reader, key: ReportKey): Promise<FlagReplyRow[]> {
  const { rows } = await sql<FlagReplyRow>`
    SELECT DISTINCT ON (flag, cell) * FROM reporting.flag_replies
    WHERE part_key = ${key.part_key} AND unit_id = ${key.unit_id} AND form_id = ${key.form_id} AND period = ${key.period}
    ORDER BY flag, cell, replied_at DESC, id DESC`.execute(db);
  return rows;
}

export async function findFlagReply(
  db: Reader,
  partKey: number,
  id: string,
): Promise<FlagReplyRow | undefined> {
  return db
    .selectFrom('reporting.flag_replies')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Nothing where the id is taken. */
export async function insertFlagReply(db: Reader, row: FlagReplyRow): Promise<void> {
  await db
    .insertInto('reporting.flag_replies')
    .values(row)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .execute();
}

/** Signals in the tests of these units in some months, by the number of their flag, and how many wait for a word. */
export async function countTestSignals(
  db: Reader,
  units: readonly number[],
  months: readonly string[],
): Promise<{ flag: number; all: number; open: number }[]> {
  const { rows } = await sql<{ flag: number; all: number; open: number }>`
    SELECT flag, count(*) AS all, count(*) FILTER (WHERE state = 'open') AS open
    FROM assessment.pub_signals
    WHERE unit_id = ANY(${[...units]}::int[]) AND period = ANY(${[...months]}::text[]) AND flag > 0
    GROUP BY flag ORDER BY flag`.execute(db);
  return rows;
}

export interface Rechecked {
  readonly confirmed: number;
  readonly refuted: number;
}

/** Passes of units that were checked again in some months, by unit; a unit without any is not there. */
export async function sumRechecks(
  db: Reader,
  units: readonly number[],
  months: readonly string[],
): Promise<ReadonlyMap<number, Rechecked>> {
  const { rows } = await sql<Rechecked & { unit_id: number }>`
    SELECT unit_id, sum(confirmed)::int AS confirmed, sum(refuted)::int AS refuted
    FROM assessment.pub_rechecks WHERE unit_id = ANY(${[...units]}::int[]) AND period = ANY(${[...months]}::text[])
    GROUP BY unit_id`.execute(db);
  return new Map(rows.map(({ unit_id, confirmed, refuted }) => [unit_id, { confirmed, refuted }]));
}

/** Files that a unit showed between two moments and that other units showed at any time, and how many others. */
export async function countRecycled(
  db: Reader,
  unit: number,
  from: Date,
  until: Date,
): Promise<{ files: number; units: number }> {
  const { rows } = await sql<{ files: number; units: number }>`
    SELECT count(DISTINCT own.digest) AS files, count(DISTINCT other.unit_id) AS units
    FROM tasks.pub_evidence own
    JOIN tasks.pub_evidence other ON other.digest = own.digest AND other.unit_id <> own.unit_id
    WHERE own.unit_id = ${unit} AND own.added_at >= ${from} AND own.added_at < ${until}`.execute(db);
  return { files: Number(rows[0]?.files ?? 0), units: Number(rows[0]?.units ?? 0) };
}

/** Typed numbers of these units in some periods. */
export async function listTyped(
  db: Reader,
  units: readonly { readonly id: number; readonly partKey: number }[],
  form: string,
  periods: readonly string[],
): Promise<number[]> {
  const { rows } = await sql<{ num: number }>`
    SELECT DISTINCT ON (part_key, unit_id, period, cell) num FROM reporting.numbers
    WHERE part_key = ANY(${[...new Set(units.map((unit) => unit.partKey))]}::int[])
      AND unit_id = ANY(${units.map((unit) => unit.id)}::int[]) AND form_id = ${form}
      AND period = ANY(${[...periods]}::text[]) AND kind = 'declared'
    ORDER BY part_key, unit_id, period, cell, revision DESC`.execute(db);
  return rows.flatMap(({ num }) => (num === null ? [] : [num]));
}
