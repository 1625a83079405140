import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';

/** Every invented person and all that hangs on her; the audit log stays, it names nobody. */
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
  ];
  for (const table of ofPersons) {
    await sql`DELETE FROM ${sql.table(`identity.${table}`)} t USING identity.persons p
      WHERE p.synthetic AND p.part_key = t.part_key AND p.id = t.person_id`.execute(tx);
  }
  // Nobody real ever chose these: the ledger's owner takes them out; the application's own role cannot.
  await sql`SET LOCAL ROLE NONE`.execute(tx);
  await sql`DELETE FROM identity.consents t USING identity.persons p
    WHERE p.synthetic AND p.part_key = t.part_key AND p.id = t.person_id`.execute(tx);
  await sql`DELETE FROM identity.persons WHERE synthetic`.execute(tx);
}

/** Every invented person. */
export async function listSynthetic(db: Db | Tx): Promise<Identity[]> {
  const { rows } = await sql<Identity>`
    SELECT part_key AS "partKey", id AS "personId" FROM identity.persons WHERE synthetic`.execute(db);
  return rows;
}
