import type { Db, Tx } from '#platform/database/connect.ts';
import type { PracticeTables } from './tables.ts';

type Reader = Db<PracticeTables> | Tx<PracticeTables>;
export type CodeRow = PracticeTables['practice.witness_codes'];

/** @returns false when the code is taken */
export async function insertCode(tx: Reader, row: CodeRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('practice.witness_codes')
    .values(row)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** A code that still works. */
export async function findCode(db: Reader, code: string, now: Date): Promise<CodeRow | undefined> {
  return db
    .selectFrom('practice.witness_codes')
    .selectAll()
    .where('code', '=', code)
    .where('until', '>', now)
    .executeTakeFirst();
}

export async function markConfirmed(tx: Reader, code: string, now: Date): Promise<void> {
  await tx
    .updateTable('practice.witness_codes')
    .set({ confirmed_at: now })
    .where('code', '=', code)
    .execute();
}

export async function deleteOldCodes(db: Reader, before: Date): Promise<void> {
  await db.deleteFrom('practice.witness_codes').where('until', '<', before).execute();
}
