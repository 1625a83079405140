import type { Db, Tx } from '#platform/database/connect.ts';
import type { CredentialsTables } from './tables.ts';

type Reader = Db<CredentialsTables> | Tx<CredentialsTables>;
export type KindRow = CredentialsTables['credentials.kinds'];

export async function listKinds(db: Reader): Promise<KindRow[]> {
  return db.selectFrom('credentials.kinds').selectAll().orderBy('kind').execute();
}

/** @returns false when the number or the kind is there already */
export async function insertKind(db: Reader, row: KindRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('credentials.kinds')
    .values({ ...row, rule_set_name: JSON.stringify(row.rule_set_name) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
