import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { InteropTables } from './tables.ts';

type Reader = Db<InteropTables> | Tx<InteropTables>;
export type ReceiverKey = InteropTables['interop.receiver_keys'];

export async function insertKey(tx: Reader, key: ReceiverKey): Promise<void> {
  const publicJwk = key.public_jwk === null ? null : JSON.stringify(key.public_jwk);
  await tx
    .insertInto('interop.receiver_keys')
    .values({ ...key, public_jwk: publicJwk })
    .execute();
}

/** Newest first, also those that ended. */
export async function listKeys(db: Reader, receiverId: string): Promise<ReceiverKey[]> {
  return db
    .selectFrom('interop.receiver_keys')
    .selectAll()
    .where('receiver_id', '=', receiverId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Those that have no end, or a later one, end then; `only` one of them when it is given. @returns how many */
export async function endKeys(tx: Reader, receiverId: string, at: Date, only?: string): Promise<number> {
  let keys = tx
    .updateTable('interop.receiver_keys')
    .set({ ends_at: at })
    .where('receiver_id', '=', receiverId)
    .where(({ or, eb }) => or([eb('ends_at', 'is', null), eb('ends_at', '>', at)]));
  if (only) keys = keys.where('id', '=', only);
  return Number((await keys.executeTakeFirst()).numUpdatedRows);
}

export async function markUsed(db: Reader, receiverId: string, id: string, at: Date): Promise<void> {
  await db
    .updateTable('interop.receiver_keys')
    .set({ used_at: at })
    .where('receiver_id', '=', receiverId)
    .where('id', '=', id)
    .execute();
}

/** Keeps an assertion until it is over by itself. @returns false when it was used before */
export async function useAssertion(
  db: Reader,
  used: InteropTables['interop.used_assertions'],
  now: Date,
): Promise<boolean> {
  await db
    .deleteFrom('interop.used_assertions')
    .where('receiver_id', '=', used.receiver_id)
    .where('until', '<', now)
    .execute();
  const { rows } = await sql<{ jti_hash: string }>`
    INSERT INTO interop.used_assertions (receiver_id, jti_hash, until)
    VALUES (${used.receiver_id}, ${used.jti_hash}, ${used.until})
    ON CONFLICT DO NOTHING RETURNING jti_hash`.execute(db);
  return rows.length === 1;
}
