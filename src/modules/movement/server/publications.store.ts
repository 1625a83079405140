import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { MovementTables } from './tables.ts';

type Reader = Db<MovementTables> | Tx<MovementTables>;
type Writer = Tx<MovementTables>;
export type Published = MovementTables['movement.published'];
export type Snapshot = MovementTables['movement.snapshots'];

/** The newest snapshot, undefined before the first. */
export async function findSnapshot(db: Reader): Promise<Snapshot | undefined> {
  return db.selectFrom('movement.snapshots').selectAll().orderBy('day', 'desc').limit(1).executeTakeFirst();
}

/** Rows of one day; of these units only when given. */
export async function listPublished(
  db: Reader,
  day: string,
  unitIds?: readonly number[],
): Promise<Published[]> {
  const query = db.selectFrom('movement.published').selectAll().where('day', '=', day);
  const rows = unitIds ? query.where('unit_id', '=', sql<number>`ANY(${[...unitIds]}::int[])`) : query;
  return rows.execute();
}

/** @returns false when the day has its snapshot already */
export async function insertSnapshot(
  tx: Writer,
  snapshot: Snapshot,
  rows: readonly Published[],
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('movement.snapshots')
    .values(snapshot)
    .onConflict((conflict) => conflict.column('day').doNothing())
    .executeTakeFirstOrThrow();
  if (Number(numInsertedOrUpdatedRows) === 0) return false;
  for (let start = 0; start < rows.length; start += 2_000) {
    await tx
      .insertInto('movement.published')
      .values(rows.slice(start, start + 2_000))
      .execute();
  }
  return true;
}

/** Takes a day's snapshot away; for demonstrations only. */
export async function deleteSnapshot(tx: Writer, day: string): Promise<void> {
  await tx.deleteFrom('movement.published').where('day', '=', day).execute();
  await tx.deleteFrom('movement.snapshots').where('day', '=', day).execute();
}

/** People counted in every unit that has any. */
export async function listAllTotals(
  db: Reader,
): Promise<{ readonly unit_id: number; readonly indicator: string; readonly num: number }[]> {
  const { rows } = await sql<{ unit_id: number; indicator: string; num: number }>`
    SELECT unit_id, indicator, sum(num) AS num FROM movement.totals
    GROUP BY unit_id, indicator HAVING sum(num) <> 0`.execute(db);
  return rows;
}

/**
 * What a unit's figure was in the newest snapshot of every month since a day.
 *
 * @returns by month, `YYYY-MM`
 */
export async function listFrozenMonths(
  db: Reader,
  unitId: number,
  indicator: string,
  since: string,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; num: number }>`
    SELECT p.day, p.num FROM movement.published p
    JOIN (
      SELECT max(day) AS day FROM movement.snapshots WHERE day >= ${since} GROUP BY date_trunc('month', day)
    ) last ON last.day = p.day
    WHERE p.unit_id = ${unitId} AND p.indicator = ${indicator}`.execute(db);
  return new Map(rows.map(({ day, num }) => [day.slice(0, 7), Number(num)]));
}
