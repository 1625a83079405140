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
