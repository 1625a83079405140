import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

export async function insertWrappedKey(db: Reader, person: Identity, wrapped: Buffer): Promise<void> {
  await db
    .insertInto('identity.person_keys')
    .values({ part_key: person.partKey, person_id: person.personId, wrapped })
    .execute();
}

export async function findWrappedKey(db: Reader, person: Identity): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('identity.person_keys')
    .select('wrapped')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .executeTakeFirst();
  return row?.wrapped;
}

export async function deleteWrappedKey(db: Reader, person: Identity): Promise<void> {
  await db
    .deleteFrom('identity.person_keys')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}

export async function findPerson(db: Reader, person: Identity) {
  return db
    .selectFrom('identity.persons')
    .select([
      'part_key',
      'id',
      'kind',
      'created_at',
      'home_unit_id',
      'profile_sealed',
      'erased_at',
      'synthetic',
    ])
    .where('part_key', '=', person.partKey)
    .where('id', '=', person.personId)
    .executeTakeFirst();
}

export async function updateProfile(db: Reader, person: Identity, sealed: Buffer): Promise<void> {
  await db
    .updateTable('identity.persons')
    .set({ profile_sealed: sealed })
    .where('part_key', '=', person.partKey)
    .where('id', '=', person.personId)
    .execute();
}

export async function updateHome(db: Reader, person: Identity, unitId: number): Promise<void> {
  await db
    .updateTable('identity.persons')
    .set({ home_unit_id: unitId })
    .where('part_key', '=', person.partKey)
    .where('id', '=', person.personId)
    .execute();
}

/** Takes an identifier for a person. @returns false when somebody holds it already */
export async function takeIdentifier(
  db: Reader,
  identifier: {
    hash: string;
    kind: 'national-id' | 'oidc' | 'login';
    person: Identity;
    sealed: Buffer | null;
  },
): Promise<boolean> {
  const row = await db
    .insertInto('identity.identifiers')
    .values({
      hash: identifier.hash,
      kind: identifier.kind,
      part_key: identifier.person.partKey,
      person_id: identifier.person.personId,
      sealed: identifier.sealed,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returning('hash')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findByIdentifier(db: Reader, hash: string): Promise<Identity | undefined> {
  const row = await db
    .selectFrom('identity.identifiers')
    .select(['part_key', 'person_id'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row && { partKey: row.part_key, personId: row.person_id };
}

export async function listIdentifiers(db: Reader, person: Identity) {
  return db
    .selectFrom('identity.identifiers')
    .select(['hash', 'kind', 'sealed'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('hash')
    .execute();
}

export async function deleteIdentifiers(db: Reader, person: Identity): Promise<void> {
  await db
    .deleteFrom('identity.identifiers')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}
