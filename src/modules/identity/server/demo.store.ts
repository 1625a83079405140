import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';

/** Every invented person and all that hangs on her; the audit log stays, it names nobody. Needs the owner's rights. */
export async function deleteSynthetic(tx: Tx): Promise<void> {
  const ofPersons = [
    'sessions',
    'grants',
    'identifiers',
    'staff_credentials',
    'passkeys',
    'invitations',
    'challenges',
    'person_keys',
    'consents',
  ];
  for (const table of ofPersons) {
    await sql`DELETE FROM ${sql.table(`identity.${table}`)} t USING identity.persons p
      WHERE p.synthetic AND p.part_key = t.part_key AND p.id = t.person_id`.execute(tx);
  }
  await sql`DELETE FROM identity.persons WHERE synthetic`.execute(tx);
}

/** Every invented person. */
export async function listSynthetic(db: Db | Tx): Promise<Identity[]> {
  const { rows } = await sql<Identity>`
    SELECT part_key AS "partKey", id AS "personId" FROM identity.persons WHERE synthetic`.execute(db);
  return rows;
}

/** Residents with an identity number who are not known as invented. */
export async function listNumbered(db: Db | Tx): Promise<(Identity & { readonly sealed: Buffer })[]> {
  const { rows } = await sql<Identity & { sealed: Buffer }>`
    SELECT i.part_key AS "partKey", i.person_id AS "personId", i.sealed FROM identity.identifiers i
    JOIN identity.persons p ON p.part_key = i.part_key AND p.id = i.person_id
    WHERE i.kind = 'national-id' AND i.sealed IS NOT NULL AND NOT p.synthetic`.execute(db);
  return rows;
}

/** Marks these people as invented, and with every invented person the device's learners whom she took over. */
export async function markSynthetic(tx: Tx, people: readonly Identity[]): Promise<void> {
  await sql`UPDATE identity.persons SET synthetic = true WHERE (part_key, id) IN (
    SELECT * FROM unnest(${people.map((one) => one.partKey)}::int[], ${people.map((one) => one.personId)}::uuid[]))`.execute(
    tx,
  );
  await sql`UPDATE identity.persons l SET synthetic = true FROM identity.persons p
    WHERE p.synthetic AND NOT l.synthetic AND l.adopted_part_key = p.part_key AND l.adopted_id = p.id`.execute(
    tx,
  );
}

/** Invented people as whom somebody has signed in. */
export async function listVisited(db: Db | Tx): Promise<Identity[]> {
  const { rows } = await sql<Identity>`
    SELECT DISTINCT p.part_key AS "partKey", p.id AS "personId" FROM identity.persons p
    JOIN identity.identifiers i ON i.part_key = p.part_key AND i.person_id = p.id
    WHERE p.synthetic AND i.kind = 'oidc'`.execute(db);
  return rows;
}
