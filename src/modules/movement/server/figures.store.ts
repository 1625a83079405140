import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Cell, MovementTables } from './tables.ts';

type Reader = Db<MovementTables> | Tx<MovementTables>;
type Writer = Tx<MovementTables>;

/** The way up from each unit, itself included; from "home not known" to itself and the nation. */
const ways = (treeId: number) => sql`
  SELECT ancestor_id, descendant_id FROM organisations.pub_tree WHERE tree_id = ${treeId}
  UNION ALL SELECT 0, 0
  UNION ALL SELECT 1, 0`;

/** Deltas that one statement takes away: enough that the sums of the units above are written once for many. */
export const FOLD_BATCH = 50_000;

/** Where a delta stands in the order of folding. */
export interface DeltaKey {
  readonly part_key: number;
  readonly id: string;
}

/** Before every delta. */
export const FIRST_DELTA: DeltaKey = { part_key: -1, id: '00000000-0000-0000-0000-000000000000' };

/**
 * Takes the next deltas after a key away and adds them to the figures of their units and of all units above, in one
 * statement: a delta is either still waiting or counted, never both, never neither. Going on from the last key spares
 * looking again through what was taken before.
 *
 * @returns how many were folded, and the key to go on from; null when none is left after it
 */
export async function foldDeltas(
  db: Reader,
  treeId: number,
  after: DeltaKey,
  limit = FOLD_BATCH,
): Promise<{ readonly folded: number; readonly last: DeltaKey | null }> {
  const { rows: bounds } = await sql<DeltaKey>`
    SELECT part_key, id FROM movement.deltas WHERE (part_key, id) > (${after.part_key}, ${after.id}::uuid)
    ORDER BY part_key, id OFFSET ${limit - 1} LIMIT 1`.execute(db);
  const last = bounds[0] ?? null;
  const until = last ? sql`AND (part_key, id) <= (${last.part_key}, ${last.id}::uuid)` : sql``;
  const { rows } = await sql<{ folded: number }>`
    WITH batch AS (
      DELETE FROM movement.deltas WHERE (part_key, id) > (${after.part_key}, ${after.id}::uuid) ${until}
      RETURNING unit_id, indicator, group_code, week, rule_set, d
    ), leaves AS (
      SELECT unit_id, indicator, group_code, week, rule_set, sum(d) AS d, count(*) AS taken
      FROM batch GROUP BY unit_id, indicator, group_code, week, rule_set
    ), added AS (
      SELECT w.ancestor_id AS unit_id, b.indicator, b.group_code, b.week, b.rule_set, sum(b.d) AS d
      FROM leaves b JOIN (${ways(treeId)}) w ON w.descendant_id = b.unit_id
      GROUP BY w.ancestor_id, b.indicator, b.group_code, b.week, b.rule_set
    ), kept AS (
      INSERT INTO movement.figures (part_key, unit_id, indicator, group_code, week, rule_set, num)
      SELECT coalesce(u.part_key, 0), a.unit_id, a.indicator, a.group_code, a.week, a.rule_set, a.d
      FROM added a LEFT JOIN organisations.pub_units u ON u.id = a.unit_id
      WHERE a.d <> 0
      ORDER BY 1, 2, 3, 4, 5, 6
      ON CONFLICT (part_key, unit_id, indicator, group_code, week, rule_set)
        DO UPDATE SET num = movement.figures.num + excluded.num
    ), summed AS (
      INSERT INTO movement.totals (part_key, unit_id, indicator, year, num)
      SELECT coalesce(u.part_key, 0), y.unit_id, y.indicator, y.year, y.d FROM (
        SELECT unit_id, indicator, date_part('year', week)::int AS year, sum(d) AS d
        FROM added GROUP BY unit_id, indicator, date_part('year', week)::int
      ) y LEFT JOIN organisations.pub_units u ON u.id = y.unit_id
      WHERE y.d <> 0
      ORDER BY 1, 2, 3, 4
      ON CONFLICT (part_key, unit_id, indicator, year) DO UPDATE SET num = movement.totals.num + excluded.num
    )
    SELECT coalesce(sum(taken), 0) AS folded FROM leaves`.execute(db);
  return { folded: Number(rows[0]?.folded ?? 0), last };
}

/** Folds everything that waits at the moment. @returns how many deltas */
export async function foldWaiting(db: Reader, treeId: number): Promise<number> {
  let folded = 0;
  for (let after: DeltaKey | null = FIRST_DELTA; after;) {
    const done: Awaited<ReturnType<typeof foldDeltas>> = await foldDeltas(db, treeId, after);
    folded += done.folded;
    after = done.last;
  }
  return folded;
}

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

export async function findLastRun(db: Reader): Promise<MovementTables['movement.runs'] | undefined> {
  return db
    .selectFrom('movement.runs')
    .selectAll()
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Number of the tree version in force, by what organisations publishes; 0 before the first. */
export async function findTreeId(db: Reader): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    SELECT max(id) AS id FROM organisations.pub_tree_versions WHERE valid_to = date '9999-12-31'`.execute(db);
  return rows[0]?.id ?? 0;
}

export async function readHead(db: Reader, name: 'tree' | 'populations'): Promise<number> {
  const row = await db
    .selectFrom('movement.heads')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value ?? 0;
}

export async function writeHead(db: Reader, value: number): Promise<void> {
  await db.updateTable('movement.heads').set({ value }).where('name', '=', 'tree').execute();
}

/** Figures of these units, all weeks. */
export async function listFigures(
  db: Reader,
  units: readonly { readonly id: number; readonly partKey: number }[],
): Promise<
  { readonly unit_id: number; readonly indicator: string; readonly week: string; readonly num: number }[]
> {
  if (units.length === 0) return [];
  const rows = await db
    .selectFrom('movement.figures')
    .select(['unit_id', 'indicator', 'week'])
    .select((of) => of.fn.sum<number>('num').as('num'))
    .where('part_key', 'in', [...new Set(units.map((unit) => unit.partKey))])
    .where('unit_id', 'in', [...new Set(units.map((unit) => unit.id))])
    .groupBy(['unit_id', 'indicator', 'week'])
    .orderBy('unit_id')
    .orderBy('indicator')
    .orderBy('week')
    .execute();
  return rows.map((row) => ({ ...row, num: Number(row.num) }));
}

/** People of these communes counted since after one day and until another, by indicator. */
export async function countSince(
  db: Reader,
  communes: readonly number[],
  after: string,
  until: string,
): Promise<Map<string, number>> {
  if (communes.length === 0) return new Map();
  const rows = await db
    .selectFrom('movement.facts')
    .select('indicator')
    .select((of) => of.fn.countAll<number>().as('num'))
    .where('unit_id', 'in', [...new Set(communes)])
    .where('since', '>', after)
    .where('since', '<=', until)
    .groupBy('indicator')
    .execute();
  return new Map(rows.map(({ indicator, num }) => [indicator, Number(num)]));
}

export interface Total {
  readonly unit_id: number;
  readonly num: number;
  /** Of these, counted in weeks that began before the year. */
  readonly base: number;
}

/** People counted in each of these units for one indicator until the end of a year, and before it. */
export async function listTotals(
  db: Reader,
  units: readonly { readonly id: number; readonly partKey: number }[],
  indicator: string,
  year: number,
): Promise<Total[]> {
  if (units.length === 0) return [];
  const { rows } = await sql<Total>`
    SELECT unit_id, sum(num) AS num, coalesce(sum(num) FILTER (WHERE year < ${year}), 0) AS base
    FROM movement.totals
    WHERE part_key = ANY(${[...new Set(units.map((unit) => unit.partKey))]}::int[])
      AND unit_id = ANY(${units.map((unit) => unit.id)}::int[]) AND indicator = ${indicator} AND year <= ${year}
    GROUP BY unit_id`.execute(db);
  return rows;
}

/** Figures of one unit and indicator by group, rule set and week. */
export async function listFiguresByGroup(
  db: Reader,
  unit: { readonly id: number; readonly partKey: number },
  indicator: string,
): Promise<Pick<Cell, 'group_code' | 'rule_set' | 'week' | 'num'>[]> {
  return db
    .selectFrom('movement.figures')
    .select(['group_code', 'rule_set', 'week', 'num'])
    .where('part_key', '=', unit.partKey)
    .where('unit_id', '=', unit.id)
    .where('indicator', '=', indicator)
    .where('num', '<>', 0)
    .orderBy('week')
    .orderBy('group_code')
    .orderBy('rule_set')
    .execute();
}
