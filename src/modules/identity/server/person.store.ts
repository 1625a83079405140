import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import { perDatabase, Together } from '#platform/database/together.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

export async function insertWrappedKey(db: Reader, person: Identity, wrapped: Buffer): Promise<void> {
  await db
    .insertInto('identity.person_keys')
    .values({ part_key: person.partKey, person_id: person.personId, wrapped })
    .execute();
}

const samePerson = (row: { part_key: number; id: string }, one: Identity) =>
  row.part_key === one.partKey && row.id === one.personId;
const areThese = (id: 'id' | 'person_id', people: readonly Identity[]) =>
  sql<boolean>`(part_key, ${sql.ref(id)}) IN (SELECT * FROM unnest(${people.map((one) => one.partKey)}::int[],
    ${people.map((one) => one.personId)}::uuid[]))`;

/** Many who are asked about at the same time are read by one statement; within a transaction each is read by its own. */
const wrappedKeys = perDatabase(
  (db: Db<IdentityTables>) =>
    new Together<Identity, Buffer | undefined>((people) => listWrappedKeys(db, people)),
);

export async function findWrappedKey(db: Reader, person: Identity): Promise<Buffer | undefined> {
  if (isTransaction(db)) return (await listWrappedKeys(db, [person]))[0];
  return wrappedKeys(db).ask(person);
}

async function listWrappedKeys(db: Reader, people: readonly Identity[]): Promise<(Buffer | undefined)[]> {
  const rows = await db
    .selectFrom('identity.person_keys')
    .select(['part_key', 'person_id as id', 'wrapped'])
    .where(areThese('person_id', people))
    .execute();
  return people.map((one) => rows.find((row) => samePerson(row, one))?.wrapped);
}

const isTransaction = (db: Reader): db is Tx<IdentityTables> => db.isTransaction;

export async function deleteWrappedKey(db: Reader, person: Identity): Promise<void> {
  await db
    .deleteFrom('identity.person_keys')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}

const persons = perDatabase(
  (db: Db<IdentityTables>) => new Together<Identity, PersonRow | undefined>((many) => listPeople(db, many)),
);

export async function findPerson(db: Reader, person: Identity): Promise<PersonRow | undefined> {
  return isTransaction(db) ? (await listPeople(db, [person]))[0] : persons(db).ask(person);
}

type PersonRow = Pick<
  Selectable<IdentityTables['identity.persons']>,
  'part_key' | 'id' | 'kind' | 'created_at' | 'home_unit_id' | 'profile_sealed' | 'erased_at' | 'synthetic'
>;

async function listPeople(db: Reader, people: readonly Identity[]): Promise<(PersonRow | undefined)[]> {
  const rows = await db
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
    .where(areThese('id', people))
    .execute();
  return people.map((one) => rows.find((row) => samePerson(row, one)));
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
