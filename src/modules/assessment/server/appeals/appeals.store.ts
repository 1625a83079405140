import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { SessionKey } from '../session.store.ts';
import type { AppealRow, AssessmentTables } from '../tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;

/** @returns false when it was there already, or one about the same thing is open */
export async function insertAppeal(tx: Reader, row: AppealRow): Promise<boolean> {
  const done = await tx
    .insertInto('assessment.appeals')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findAppeal(db: Reader, partKey: number, id: string): Promise<AppealRow | undefined> {
  return db
    .selectFrom('assessment.appeals')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** About a test, the oldest first. */
export async function listOfSession(db: Reader, { partKey, id }: SessionKey): Promise<AppealRow[]> {
  return db
    .selectFrom('assessment.appeals')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('session_id', '=', id)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
}

/** Hers, the oldest first. */
export async function listOfPerson(db: Reader, person: Identity): Promise<AppealRow[]> {
  return db
    .selectFrom('assessment.appeals')
    .selectAll()
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
}

/** Of units: open ones by their deadline, then the latest answered. */
export async function listOfUnits(db: Reader, units: readonly number[]): Promise<AppealRow[]> {
  if (units.length === 0) return [];
  return db
    .selectFrom('assessment.appeals')
    .selectAll()
    .where('unit_id', 'in', units)
    .orderBy((eb) => eb('answered_at', 'is not', null))
    .orderBy('due_at')
    .orderBy('id')
    .limit(200)
    .execute();
}

/** @returns false when it was answered before */
export async function settleAppeal(
  tx: Reader,
  { part_key: partKey, id }: Pick<AppealRow, 'part_key' | 'id'>,
  settled: Pick<AppealRow, 'outcome' | 'answer' | 'answered_by' | 'answered_at'>,
): Promise<boolean> {
  const done = await tx
    .updateTable('assessment.appeals')
    .set(settled)
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** The next try need not wait for this one. */
export async function waiveWaiting(tx: Reader, { partKey, id }: SessionKey): Promise<void> {
  await tx
    .updateTable('assessment.sessions')
    .set({ waiting_waived: true })
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .execute();
}
