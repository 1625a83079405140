import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { MovementTables } from './tables.ts';
import { ways } from './ways.store.ts';

type Reader = Db<MovementTables> | Tx<MovementTables>;
type Writer = Tx<MovementTables>;

/**
 * Counts every fact anew, for every unit above it, into staging.
 *
 * @returns how many facts there are
 */
export async function fillStaging(tx: Writer, treeId: number): Promise<number> {
  await sql`TRUNCATE movement.staging`.execute(tx);
  // Groups of a nation's communes, weeks and rules stay in memory; only for this transaction.
  await sql`SET LOCAL work_mem = '256MB'`.execute(tx);
  // 1 January 1900 was a Monday. Whole numbers: a date function for each person would cost more than the counting.
  const { rows } = await sql<{ facts: number }>`
    WITH leaves AS (
      SELECT unit_id, indicator, group_code, since - (since - date '1900-01-01') % 7 AS week, rule_set, count(*) AS num
      FROM movement.facts
      GROUP BY unit_id, indicator, group_code, since - (since - date '1900-01-01') % 7, rule_set
    ), put AS (
      INSERT INTO movement.staging (part_key, unit_id, indicator, group_code, week, rule_set, num)
      SELECT coalesce(u.part_key, 0), c.unit_id, c.indicator, c.group_code, c.week, c.rule_set, c.num
      FROM (
        SELECT w.ancestor_id AS unit_id, f.indicator, f.group_code, f.week, f.rule_set, sum(f.num) AS num
        FROM leaves f JOIN (${ways(treeId)}) w ON w.descendant_id = f.unit_id
        GROUP BY w.ancestor_id, f.indicator, f.group_code, f.week, f.rule_set
      ) c LEFT JOIN organisations.pub_units u ON u.id = c.unit_id
    )
    SELECT coalesce(sum(num), 0) AS facts FROM leaves`.execute(tx);
  return Number(rows[0]?.facts ?? 0);
}

export interface Drift {
  readonly unit_id: number;
  readonly indicator: string;
  readonly group_code: string;
  readonly week: string;
  readonly rule_set: string;
  readonly live: number;
  readonly rebuilt: number;
}

const DIFFERENT = sql`
  movement.figures f
    FULL JOIN movement.staging s ON s.part_key = f.part_key AND s.unit_id = f.unit_id AND s.indicator = f.indicator
      AND s.group_code = f.group_code AND s.week = f.week AND s.rule_set = f.rule_set
    WHERE coalesce(f.num, 0) <> coalesce(s.num, 0)`;

/** Cells in which the folded figures and the recount disagree; a cell of nought is the same as no cell. */
export async function countDrift(db: Reader): Promise<number> {
  const { rows } = await sql<{ cells: number }>`SELECT count(*) AS cells FROM ${DIFFERENT}`.execute(db);
  return Number(rows[0]?.cells ?? 0);
}

/** The first of them. */
export async function listDrift(db: Reader, limit: number): Promise<Drift[]> {
  const { rows } = await sql<Drift>`
    SELECT coalesce(s.unit_id, f.unit_id) AS unit_id, coalesce(s.indicator, f.indicator) AS indicator,
      coalesce(s.group_code, f.group_code) AS group_code, coalesce(s.week, f.week) AS week,
      coalesce(s.rule_set, f.rule_set) AS rule_set,
      coalesce(f.num, 0) AS live, coalesce(s.num, 0) AS rebuilt
    FROM ${DIFFERENT}
    ORDER BY 1, 2, 3, 4, 5 LIMIT ${limit}`.execute(db);
  return rows;
}

/** The sums of staging by year. */
const YEARS = sql`
  SELECT part_key, unit_id, indicator, date_part('year', week)::int AS year, sum(num) AS num FROM movement.staging
  GROUP BY part_key, unit_id, indicator, date_part('year', week)::int`;

/** Totals of a year that are not the sum of the recounted weeks. */
export async function countTotalsDrift(db: Reader): Promise<number> {
  const { rows } = await sql<{ totals: number }>`
    SELECT count(*) AS totals FROM movement.totals t
    FULL JOIN (${YEARS}) y ON y.part_key = t.part_key AND y.unit_id = t.unit_id AND y.indicator = t.indicator
      AND y.year = t.year
    WHERE coalesce(t.num, 0) <> coalesce(y.num, 0)`.execute(db);
  return Number(rows[0]?.totals ?? 0);
}

/** The recount takes the place of the folded figures, laid so that a unit's cells lie side by side. */
export async function swapStaging(tx: Writer): Promise<void> {
  await sql`DELETE FROM movement.figures`.execute(tx);
  await sql`
    INSERT INTO movement.figures (part_key, unit_id, indicator, group_code, week, rule_set, num)
    SELECT part_key, unit_id, indicator, group_code, week, rule_set, num FROM movement.staging
    ORDER BY part_key, unit_id, indicator, group_code, week, rule_set`.execute(tx);
}

/** Totals are made from the recount. */
export async function swapTotals(tx: Writer): Promise<void> {
  await sql`DELETE FROM movement.totals`.execute(tx);
  await sql`INSERT INTO movement.totals (part_key, unit_id, indicator, year, num) ${YEARS}`.execute(tx);
}

export async function countCells(db: Reader): Promise<number> {
  const { rows } = await sql<{ cells: number }>`SELECT count(*) AS cells FROM movement.staging`.execute(db);
  return Number(rows[0]?.cells ?? 0);
}

export async function insertRun(
  tx: Writer,
  run: MovementTables['movement.runs'],
  drift: readonly Drift[],
): Promise<void> {
  await tx.insertInto('movement.runs').values(run).execute();
  for (let start = 0; start < drift.length; start += 2_000) {
    await tx
      .insertInto('movement.drifts')
      .values(drift.slice(start, start + 2_000).map((cell) => ({ run_id: run.id, ...cell })))
      .execute();
  }
}
