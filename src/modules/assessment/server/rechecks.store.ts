import { sql } from 'kysely';
import { insertMany } from '#platform/database/insert-many.ts';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { AssessmentTables } from './tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;
export type RecheckRow = AssessmentTables['assessment.rechecks'];
export type PassRow = AssessmentTables['assessment.recheck_passes'];
export type ResultRow = AssessmentTables['assessment.recheck_results'];

/** @returns false when this month of the unit was drawn before */
export async function insertRecheck(
  tx: Tx<AssessmentTables>,
  row: RecheckRow,
  passes: readonly PassRow[],
): Promise<boolean> {
  const done = await tx
    .insertInto('assessment.rechecks')
    .values(row)
    .onConflict((conflict) => conflict.columns(['unit_id', 'period']).doNothing())
    .executeTakeFirst();
  if ((done.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  await insertMany(tx, 'assessment.recheck_passes', [...passes] as never);
  return true;
}

export async function findRecheck(db: Reader, id: string): Promise<RecheckRow | undefined> {
  return db.selectFrom('assessment.rechecks').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest month first; all units without `unitId`. */
export async function listRechecks(db: Reader, unitId?: number, limit = 60): Promise<RecheckRow[]> {
  let query = db.selectFrom('assessment.rechecks').selectAll();
  if (unitId !== undefined) query = query.where('unit_id', '=', unitId);
  return query.orderBy('period', 'desc').orderBy('id').limit(limit).execute();
}

/** Passes of the list; of the sample only, in the order of the draw, unless all are wanted. */
export async function listPasses(db: Reader, recheckId: string, all = false): Promise<PassRow[]> {
  let query = db.selectFrom('assessment.recheck_passes').selectAll().where('recheck_id', '=', recheckId);
  if (!all) query = query.where('place', '>', 0);
  return query.orderBy('place').orderBy('session_id').execute();
}

/** A pass in a sample goes with its person: who checks it again must find her. */
export async function movePasses(tx: Reader, from: Identity, to: Identity): Promise<void> {
  await sql`
    INSERT INTO assessment.recheck_passes (part_key, recheck_id, session_id, person_id, home_unit_id, place)
    SELECT ${to.partKey}::int, recheck_id, session_id, ${to.personId}::uuid, home_unit_id, place
    FROM assessment.recheck_passes WHERE part_key = ${from.partKey} AND person_id = ${from.personId}
    ON CONFLICT (part_key, recheck_id, session_id) DO UPDATE SET person_id = excluded.person_id`.execute(tx);
  await tx
    .deleteFrom('assessment.recheck_passes')
    .where('part_key', '=', from.partKey)
    .where('person_id', '=', from.personId)
    .execute();
}

/** @returns false when it was written before */
export async function insertResult(db: Reader, row: ResultRow): Promise<boolean> {
  const done = await db
    .insertInto('assessment.recheck_results')
    .values(row)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The last result of each pass. */
export async function listResults(db: Reader, recheckId: string): Promise<ResultRow[]> {
  const { rows } = await sql<ResultRow>`
    SELECT DISTINCT ON (part_key, session_id) part_key, id, recheck_id, session_id, result, tasks_done, note, done_by, done_at
    FROM assessment.recheck_results WHERE recheck_id = ${recheckId}
    ORDER BY part_key, session_id, done_at DESC, id DESC`.execute(db);
  return rows;
}
