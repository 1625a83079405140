import type { Db, Tx } from '#platform/database/connect.ts';
import type { CredentialsTables } from './tables.ts';

type Reader = Db<CredentialsTables> | Tx<CredentialsTables>;
export type KeyRow = CredentialsTables['credentials.issuer_keys'];

export async function listKeys(db: Reader): Promise<KeyRow[]> {
  return db
    .selectFrom('credentials.issuer_keys')
    .selectAll()
    .orderBy('valid_from', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function insertKey(db: Reader, row: KeyRow): Promise<void> {
  await db
    .insertInto('credentials.issuer_keys')
    .values({ ...row, public_jwk: JSON.stringify(row.public_jwk) })
    .execute();
}

/** Ends every key that still signs. */
export async function closeKeys(db: Reader, at: Date): Promise<void> {
  await db
    .updateTable('credentials.issuer_keys')
    .set({ valid_to: at })
    .where('valid_to', 'is', null)
    .execute();
}

/** Ends a key for good; its private half goes. @returns false when there is none, or it was withdrawn before */
export async function withdraw(db: Reader, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('credentials.issuer_keys')
    .set({ withdrawn_at: at, private_sealed: null })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  await db
    .updateTable('credentials.issuer_keys')
    .set({ valid_to: at })
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .execute();
  return numUpdatedRows === 1n;
}
