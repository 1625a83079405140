import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from '../tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

/** What joining asks of a person; erased and joined ones too. */
export async function findSide(db: Reader, person: Identity) {
  return db
    .selectFrom('identity.persons')
    .select(['kind', 'created_at', 'adopted_id', 'erased_at', 'home_unit_id'])
    .where('part_key', '=', person.partKey)
    .where('id', '=', person.personId)
    .executeTakeFirst();
}

/** A way to sign in leads to the other account from now on. @param sealed its value under that account's key */
export async function moveIdentifier(
  tx: Reader,
  hash: string,
  to: Identity,
  sealed: Buffer | null,
): Promise<void> {
  await tx
    .updateTable('identity.identifiers')
    .set({ part_key: to.partKey, person_id: to.personId, sealed })
    .where('hash', '=', hash)
    .execute();
}

/** What named her stands with the account that stays. */
export async function forgetNames(tx: Reader, person: Identity): Promise<void> {
  await tx
    .updateTable('identity.persons')
    .set({ profile_sealed: null, home_unit_id: null })
    .where('part_key', '=', person.partKey)
    .where('id', '=', person.personId)
    .execute();
}

/**
 * Phones that knew the learner that goes know the one that stays in her place; a phone that knows both keeps one.
 *
 * @param at when the second one is taken off such a phone
 */
export async function moveProfiles(tx: Reader, from: Identity, to: Identity, at: Date): Promise<void> {
  await sql`UPDATE identity.profiles AS p SET removed_at = ${at}
    WHERE p.part_key = ${from.partKey} AND p.person_id = ${from.personId} AND p.removed_at IS NULL AND EXISTS (
      SELECT 1 FROM identity.profiles other WHERE other.device_hash = p.device_hash
        AND other.part_key = ${to.partKey} AND other.person_id = ${to.personId} AND other.removed_at IS NULL)`.execute(
    tx,
  );
  await tx
    .updateTable('identity.profiles')
    .set({ part_key: to.partKey, person_id: to.personId })
    .where('part_key', '=', from.partKey)
    .where('person_id', '=', from.personId)
    .execute();
}
