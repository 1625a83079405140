import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import { listPlacesOf, markSlot } from './status.store.ts';
import type { CredentialsTables } from './tables.ts';

type Reader = Db<CredentialsTables> | Tx<CredentialsTables>;
type PendingRow = CredentialsTables['credentials.pending'];

export async function insertPending(db: Reader, row: PendingRow): Promise<void> {
  await db
    .insertInto('credentials.pending')
    .values(row)
    .onConflict((conflict) => conflict.columns(['part_key', 'person_id', 'session_id']).doNothing())
    .execute();
}

export async function listPendingOf(db: Reader, person: Identity): Promise<PendingRow[]> {
  return db
    .selectFrom('credentials.pending')
    .selectAll()
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('noted_at')
    .orderBy('session_id')
    .execute();
}

export async function deletePending(
  db: Reader,
  rows: readonly Omit<PendingRow, 'noted_at'>[],
): Promise<void> {
  await sql`DELETE FROM credentials.pending
    WHERE (part_key, person_id, session_id) IN (SELECT * FROM unnest(${rows.map((row) => row.part_key)}::int[],
      ${rows.map((row) => row.person_id)}::uuid[], ${rows.map((row) => row.session_id)}::uuid[]))`.execute(
    db,
  );
}

/** Moves what waits from a device's learner to her account; what is there already stays once. */
export async function movePending(tx: Reader, from: Identity, to: Identity): Promise<void> {
  await sql`
    INSERT INTO credentials.pending (part_key, person_id, session_id, noted_at)
    SELECT ${to.partKey}::int, ${to.personId}::uuid, session_id, noted_at
    FROM credentials.pending WHERE part_key = ${from.partKey} AND person_id = ${from.personId}
    ON CONFLICT (part_key, person_id, session_id) DO NOTHING`.execute(tx);
  await deletePendingOf(tx, from);
}

export async function deletePendingOf(tx: Reader, person: Identity): Promise<void> {
  await tx
    .deleteFrom('credentials.pending')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}

/** Removes everything about a person; her codes lead to nothing afterwards. */
export async function deleteEverythingOf(tx: Reader, person: Identity): Promise<void> {
  const codes = await tx
    .selectFrom('credentials.credentials')
    .select('code')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
  for (const { code } of codes) {
    await tx.deleteFrom('credentials.verifications').where('code', '=', code).execute();
  }
  // What an erased person's paper says can no longer be looked up, and is no longer good.
  for (const place of await listPlacesOf(tx, person)) await markSlot(tx, place);
  await tx
    .deleteFrom('credentials.credentials')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
  await deletePendingOf(tx, person);
}
