import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import { perDatabase, Together } from '#platform/database/together.ts';
import type { Identity } from '#platform/http/module.ts';
import type { CredentialsTables } from './tables.ts';

type Reader = Db<CredentialsTables> | Tx<CredentialsTables>;
export type CredentialRow = CredentialsTables['credentials.credentials'];

/** @returns ids of those that are new; the others are tests that have confirmed their person before */
export async function insertCredentials(tx: Reader, rows: readonly CredentialRow[]): Promise<Set<string>> {
  const inserted = await tx
    .insertInto('credentials.credentials')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['part_key', 'person_id', 'rule_set', 'session_id']).doNothing(),
    )
    .returning('id')
    .execute();
  const isNew = new Set(inserted.map(({ id }) => id));
  const codes = rows.filter(({ id }) => isNew.has(id));
  if (codes.length > 0)
    await tx
      .insertInto('credentials.verifications')
      .values(codes.map(({ code, part_key, id }) => ({ code, part_key, credential_id: id })))
      .execute();
  return isNew;
}

const ofPeople = perDatabase(
  (db: Db<CredentialsTables>) =>
    new Together<Identity, CredentialRow[]>((people) => listOfPeople(db, people)),
);

/** The newest first. */
export async function listCredentialsOf(db: Reader, person: Identity): Promise<CredentialRow[]> {
  if (db.isTransaction) return (await listOfPeople(db, [person]))[0]!;
  return ofPeople(db as Db<CredentialsTables>).ask(person);
}

async function listOfPeople(db: Reader, people: readonly Identity[]): Promise<CredentialRow[][]> {
  const rows = await db
    .selectFrom('credentials.credentials')
    .selectAll()
    .where(
      sql<boolean>`(part_key, person_id) IN (SELECT * FROM unnest(${people.map((one) => one.partKey)}::int[],
        ${people.map((one) => one.personId)}::uuid[]))`,
    )
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return people.map((one) =>
    rows.filter((row) => row.part_key === one.partKey && row.person_id === one.personId),
  );
}

interface Place {
  readonly partKey: number;
  readonly id: string;
}
const found = perDatabase(
  (db: Db<CredentialsTables>) =>
    new Together<Place, CredentialRow | undefined>((places) => listCredentials(db, places)),
);

/** Many that are looked for at the same time are read by one statement. */
export async function findCredential(
  db: Reader,
  partKey: number,
  id: string,
): Promise<CredentialRow | undefined> {
  if (db.isTransaction) return (await listCredentials(db, [{ partKey, id }]))[0];
  return found(db as Db<CredentialsTables>).ask({ partKey, id });
}

async function listCredentials(db: Reader, places: readonly Place[]): Promise<(CredentialRow | undefined)[]> {
  const rows = await db
    .selectFrom('credentials.credentials')
    .selectAll()
    .where(
      sql<boolean>`(part_key, id) IN (SELECT * FROM unnest(${places.map((one) => one.partKey)}::int[],
        ${places.map((one) => one.id)}::uuid[]))`,
    )
    .execute();
  return places.map(({ partKey, id }) => rows.find((row) => row.part_key === partKey && row.id === id));
}

export async function findByCode(db: Reader, code: string): Promise<CredentialRow | undefined> {
  const place = await db
    .selectFrom('credentials.verifications')
    .select(['part_key', 'credential_id'])
    .where('code', '=', code)
    .executeTakeFirst();
  return place && findCredential(db, place.part_key, place.credential_id);
}

/** @returns false when it was revoked before */
export async function markRevoked(
  tx: Reader,
  row: Pick<CredentialRow, 'part_key' | 'id'>,
  revocation: { at: Date; reason: string; note: string | null; by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('credentials.credentials')
    .set({
      revoked_at: revocation.at,
      revoked_reason: revocation.reason,
      revoked_note: revocation.note,
      revoked_by: revocation.by,
    })
    .where('part_key', '=', row.part_key)
    .where('id', '=', row.id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The newer one stands in the place of these from now on; what was taken back or replaced before stays so. */
export async function markReplaced(
  tx: Reader,
  newer: Pick<CredentialRow, 'part_key' | 'id'>,
  earlier: readonly string[],
  at: Date,
): Promise<void> {
  await tx
    .updateTable('credentials.credentials')
    .set({ replaced_by: newer.id, replaced_at: at })
    .where('part_key', '=', newer.part_key)
    .where('id', 'in', earlier)
    .where('replaced_by', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

/** The credential is another person's row from now on, under her own seal; its code leads there. */
export async function moveCredential(
  tx: Reader,
  row: CredentialRow,
  to: Identity,
  sealed: Buffer,
): Promise<void> {
  await tx
    .deleteFrom('credentials.credentials')
    .where('part_key', '=', row.part_key)
    .where('id', '=', row.id)
    .execute();
  await tx
    .insertInto('credentials.credentials')
    .values({ ...row, part_key: to.partKey, person_id: to.personId, sealed })
    .execute();
  await tx
    .updateTable('credentials.verifications')
    .set({ part_key: to.partKey })
    .where('code', '=', row.code)
    .execute();
}

export async function listRevoked(
  db: Reader,
): Promise<Pick<CredentialRow, 'id' | 'revoked_at' | 'revoked_reason'>[]> {
  return db
    .selectFrom('credentials.credentials')
    .select(['id', 'revoked_at', 'revoked_reason'])
    .where('revoked_at', 'is not', null)
    .orderBy('revoked_at')
    .orderBy('id')
    .execute();
}

export async function markHomeAsked(db: Reader, person: Identity, at: Date): Promise<void> {
  await db
    .updateTable('credentials.credentials')
    .set({ home_asked_at: at })
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('home_asked_at', 'is', null)
    .execute();
}
