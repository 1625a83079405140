import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { SessionKey } from '../session.store.ts';
import type { AssessmentTables, SessionRow } from '../tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;
export type MarkRow = AssessmentTables['assessment.item_marks'];

/** @returns false when it was there already */
export async function insertMark(tx: Tx<AssessmentTables>, row: MarkRow): Promise<boolean> {
  const done = await tx
    .insertInto('assessment.item_marks')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** All acts, the newest first. */
export async function listMarks(db: Reader): Promise<MarkRow[]> {
  return db
    .selectFrom('assessment.item_marks')
    .selectAll()
    .orderBy('done_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Items that were neutralised, for everybody or in this test. */
export async function listNeutralised(db: Reader, { partKey, id }: SessionKey): Promise<string[]> {
  const [everybody, hers] = await Promise.all([
    db.selectFrom('assessment.item_marks').select('item_id').where('act', '=', 'neutralised').execute(),
    db
      .selectFrom('assessment.rescores')
      .select('without_item')
      .where('part_key', '=', partKey)
      .where('session_id', '=', id)
      .where('without_item', 'is not', null)
      .execute(),
  ]);
  return [...everybody.map((row) => row.item_id), ...hers.flatMap((row) => row.without_item ?? [])];
}

/** Finished tests that asked an item, in the order of their keys, after the given one. Reads all tests: a rare act. */
export async function listWithItem(
  db: Reader,
  item: string,
  after: SessionKey | undefined,
  limit: number,
): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    SELECT part_key, id, person_id, group_code, rule_set, bundle, state, version, started_at, finished_at, verdict, result,
      scored_by, deadline_at, served_at, sitting_id, paused_at, waiting_waived
    FROM assessment.sessions
    WHERE finished_at IS NOT NULL AND verdict <> 'replaced' AND state->'asked' ? ${item}
      AND (part_key, id) > (${after?.partKey ?? -2147483648}::int, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    ORDER BY part_key, id LIMIT ${limit}`.execute(db);
  return rows;
}
