import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

export async function insertDevice(tx: Reader, tokenHash: string, at: Date): Promise<void> {
  await tx
    .insertInto('identity.devices')
    .values({ token_hash: tokenHash, founder_id: null, created_at: at })
    .execute();
}

/** Locks the phone, so that two who are added at once are counted one after the other. */
export async function lockDevice(tx: Tx<IdentityTables>, tokenHash: string) {
  return tx
    .selectFrom('identity.devices')
    .select(['founder_id'])
    .where('token_hash', '=', tokenHash)
    .forUpdate()
    .executeTakeFirst();
}

export async function findFounder(db: Reader, tokenHash: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('identity.devices')
    .select('founder_id')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row?.founder_id ?? undefined;
}

export async function setFounder(tx: Reader, tokenHash: string, profile: string): Promise<void> {
  await tx
    .updateTable('identity.devices')
    .set({ founder_id: profile })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** Everybody who was ever on the phone, the first learner first. */
export async function listProfiles(db: Reader, deviceHash: string) {
  return db
    .selectFrom('identity.profiles as m')
    .innerJoin('identity.persons as p', (join) =>
      join.onRef('p.part_key', '=', 'm.part_key').onRef('p.id', '=', 'm.person_id'),
    )
    .select([
      'm.id',
      'm.part_key',
      'm.person_id',
      'm.removed_at',
      'p.adopted_part_key',
      'p.adopted_id',
      'p.erased_at',
      'p.profile_sealed',
    ])
    .where('m.device_hash', '=', deviceHash)
    .orderBy('p.created_at')
    .orderBy('m.id')
    .execute();
}
export type ProfileRow = Awaited<ReturnType<typeof listProfiles>>[number];

export async function insertProfile(
  tx: Reader,
  profile: { deviceHash: string; id: string; person: Identity; at: Date },
): Promise<void> {
  await tx
    .insertInto('identity.profiles')
    .values({
      device_hash: profile.deviceHash,
      id: profile.id,
      part_key: profile.person.partKey,
      person_id: profile.person.personId,
      added_at: profile.at,
      removed_at: null,
    })
    .execute();
}

export async function markRemoved(
  tx: Reader,
  deviceHash: string,
  id: string,
  at: Date | null,
): Promise<void> {
  await tx
    .updateTable('identity.profiles')
    .set({ removed_at: at })
    .where('device_hash', '=', deviceHash)
    .where('id', '=', id)
    .execute();
}

/** Who was taken off long ago is no longer known to the phone. */
export async function deleteOldProfiles(db: Reader, before: Date): Promise<void> {
  await db.deleteFrom('identity.profiles').where('removed_at', '<', before).execute();
}

/** Work of hers came late: the sweep moves it to her account once more. */
export async function touchAdopted(db: Reader, person: Identity, at: Date): Promise<void> {
  await sql`UPDATE identity.persons SET adopted_at = ${at}
    WHERE part_key = ${person.partKey} AND id = ${person.personId} AND adopted_id IS NOT NULL`.execute(db);
}
