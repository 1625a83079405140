import type { Db, Tx } from '#platform/database/connect.ts';
import type { IdentityTables } from '../tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;
export type JoiningRow = IdentityTables['identity.joinings'];

export async function insertJoining(tx: Reader, row: JoiningRow): Promise<void> {
  await tx.insertInto('identity.joinings').values(row).execute();
}

/** Those of a unit, the newest first. */
export async function listJoinings(db: Reader, unitId: number): Promise<JoiningRow[]> {
  return db
    .selectFrom('identity.joinings')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(50)
    .execute();
}

export async function findJoining(db: Reader, unitId: number, id: string): Promise<JoiningRow | undefined> {
  return db
    .selectFrom('identity.joinings')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** @returns false when it was decided before */
export async function decide(
  tx: Reader,
  row: JoiningRow,
  decision: Pick<JoiningRow, 'state' | 'decided_by' | 'decided_at'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('identity.joinings')
    .set(decision)
    .where('part_key', '=', row.part_key)
    .where('id', '=', row.id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
