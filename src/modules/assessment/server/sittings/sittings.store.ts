import type { Db, Tx } from '#platform/database/connect.ts';
import type { AssessmentTables, SittingRow } from '../tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;
export type SittingKey = Pick<SittingRow, 'part_key' | 'id'>;
type Act = AssessmentTables['assessment.sitting_acts'];

/** @returns false when it was there already */
export async function insertSitting(tx: Reader, row: SittingRow): Promise<boolean> {
  const done = await tx
    .insertInto('assessment.sittings')
    .values(row)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findSitting(
  db: Reader,
  { part_key: partKey, id }: SittingKey,
): Promise<SittingRow | undefined> {
  return db
    .selectFrom('assessment.sittings')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Of a unit, the newest first, with how many people came. */
export async function listSittings(db: Reader, partKey: number, unitId: number) {
  return db
    .selectFrom('assessment.sittings as s')
    .selectAll('s')
    .select((eb) =>
      eb
        .selectFrom('assessment.seats as p')
        .select((count) => count.fn.countAll<string>().as('people'))
        .whereRef('p.part_key', '=', 's.part_key')
        .whereRef('p.sitting_id', '=', 's.id')
        .as('people'),
    )
    .where('s.part_key', '=', partKey)
    .where('s.unit_id', '=', unitId)
    .orderBy('s.opened_at', 'desc')
    .orderBy('s.id')
    .limit(100)
    .execute();
}

/**
 * Not ended, and opened before a moment; with papers being typed in, before another.
 */
export async function listForgotten(db: Reader, before: Date, beforeWithPapers: Date): Promise<SittingRow[]> {
  return db
    .selectFrom('assessment.sittings as s')
    .selectAll('s')
    .where('s.ended_at', 'is', null)
    .where('s.opened_at', '<', before)
    .where((eb) =>
      eb.or([
        eb('s.opened_at', '<', beforeWithPapers),
        eb.not(
          eb.exists(
            eb
              .selectFrom('assessment.paper_sheets as p')
              .select('p.id')
              .whereRef('p.part_key', '=', 's.part_key')
              .whereRef('p.sitting_id', '=', 's.id')
              .where('p.session_id', 'is', null)
              .where('p.void_reason', 'is', null),
          ),
        ),
      ]),
    )
    .execute();
}

/** @returns false when it had ended */
export async function closeSitting(
  tx: Reader,
  { part_key: partKey, id }: SittingKey,
  at: Date,
): Promise<boolean> {
  const done = await tx
    .updateTable('assessment.sittings')
    .set({ ended_at: at })
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  await deleteCode(tx, { part_key: partKey, id });
  return done.numUpdatedRows > 0n;
}

/** @returns false when another place has this code */
export async function insertCode(
  tx: Reader,
  { part_key, id }: SittingKey,
  code: string,
  until: Date,
): Promise<boolean> {
  const done = await tx
    .insertInto('assessment.sitting_codes')
    .values({ code, part_key, sitting_id: id, until })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteCode(tx: Reader, { part_key: partKey, id }: SittingKey): Promise<void> {
  await tx
    .deleteFrom('assessment.sitting_codes')
    .where('part_key', '=', partKey)
    .where('sitting_id', '=', id)
    .execute();
}

export async function deleteOldCodes(tx: Reader, before: Date): Promise<void> {
  await tx.deleteFrom('assessment.sitting_codes').where('until', '<', before).execute();
}

/** The code that lets people in now. */
export async function findCode(db: Reader, { part_key: partKey, id }: SittingKey, now: Date) {
  return db
    .selectFrom('assessment.sitting_codes')
    .select(['code', 'until'])
    .where('part_key', '=', partKey)
    .where('sitting_id', '=', id)
    .where('until', '>', now)
    .executeTakeFirst();
}

/** The open sitting that a code leads to. Codes lie elsewhere than sittings on a cluster, so they are not joined. */
export async function findByCode(db: Reader, code: string, now: Date): Promise<SittingRow | undefined> {
  const found = await db
    .selectFrom('assessment.sitting_codes')
    .select(['part_key', 'sitting_id as id'])
    .where('code', '=', code)
    .where('until', '>', now)
    .executeTakeFirst();
  const sitting = found && (await findSitting(db, found));
  return sitting?.ended_at ? undefined : sitting;
}

/** @returns false when this act was done before */
export async function insertAct(tx: Tx<AssessmentTables>, act: Act): Promise<boolean> {
  const done = await tx
    .insertInto('assessment.sitting_acts')
    .values(act)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** In the order done. */
export async function listActs(db: Reader, { part_key: partKey, id }: SittingKey): Promise<Act[]> {
  return db
    .selectFrom('assessment.sitting_acts')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('sitting_id', '=', id)
    .orderBy('done_at')
    .orderBy('id')
    .execute();
}
