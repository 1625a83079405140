import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { CredentialsTables } from '../tables.ts';

type Reader = Db<CredentialsTables> | Tx<CredentialsTables>;
export type ShareRow = CredentialsTables['credentials.shares'];

/** @returns false when there is one under this id */
export async function insertShare(tx: Reader, row: ShareRow, hash: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('credentials.shares')
    .values(row)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await tx
    .insertInto('credentials.share_finders')
    .values({ hash, part_key: row.part_key, share_id: row.id })
    .execute();
  return true;
}

/** Of a person, or of one of her confirmations; the newest first. */
export async function listSharesOf(db: Reader, person: Identity, credentialId?: string): Promise<ShareRow[]> {
  return db
    .selectFrom('credentials.shares')
    .selectAll()
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .$if(credentialId !== undefined, (rest) => rest.where('credential_id', '=', credentialId!))
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function findShare(db: Reader, partKey: number, id: string): Promise<ShareRow | undefined> {
  return db
    .selectFrom('credentials.shares')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function findByHash(db: Reader, hash: string): Promise<ShareRow | undefined> {
  const place = await db
    .selectFrom('credentials.share_finders')
    .select(['part_key', 'share_id'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  return place && findShare(db, place.part_key, place.share_id);
}

/** Withdrawn once; a second time changes nothing. @returns whether it was open */
export async function withdraw(tx: Reader, row: ShareRow, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('credentials.shares')
    .set({ withdrawn_at: at })
    .where('part_key', '=', row.part_key)
    .where('id', '=', row.id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function countOpening(db: Reader, row: ShareRow, at: Date): Promise<void> {
  await db
    .updateTable('credentials.shares')
    .set({ opened: sql`opened + 1`, opened_at: at })
    .where('part_key', '=', row.part_key)
    .where('id', '=', row.id)
    .execute();
}

/** Her shares go with her confirmations; their links stay. */
export async function moveShares(tx: Reader, from: Identity, to: Identity): Promise<void> {
  for (const row of await listSharesOf(tx, from)) {
    await tx
      .deleteFrom('credentials.shares')
      .where('part_key', '=', row.part_key)
      .where('id', '=', row.id)
      .execute();
    await tx
      .insertInto('credentials.shares')
      .values({ ...row, part_key: to.partKey, person_id: to.personId })
      .execute();
    await tx
      .updateTable('credentials.share_finders')
      .set({ part_key: to.partKey })
      .where('part_key', '=', row.part_key)
      .where('share_id', '=', row.id)
      .execute();
  }
}

export async function deleteShares(tx: Reader, person: Identity): Promise<void> {
  for (const { part_key, id } of await listSharesOf(tx, person))
    await tx
      .deleteFrom('credentials.share_finders')
      .where('part_key', '=', part_key)
      .where('share_id', '=', id)
      .execute();
  await tx
    .deleteFrom('credentials.shares')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}
