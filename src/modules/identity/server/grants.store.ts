import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

export async function insertGrant(
  db: Reader,
  grant: { person: Identity; id: string; role: string; unitId: number; by: string | null; at: Date },
): Promise<void> {
  await db
    .insertInto('identity.grants')
    .values({
      part_key: grant.person.partKey,
      id: grant.id,
      person_id: grant.person.personId,
      role: grant.role,
      unit_id: grant.unitId,
      granted_by: grant.by,
      granted_at: grant.at,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .execute();
}

/** A person's roles of today, longest first. */
export async function listGrantsOf(db: Reader, person: Identity) {
  return db
    .selectFrom('identity.grants')
    .select(['id', 'role', 'unit_id', 'granted_at'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('ended_at', 'is', null)
    .orderBy('granted_at')
    .orderBy('id')
    .execute();
}

/** Who has a role at exactly this unit. */
export async function listHolders(db: Reader, unitId: number): Promise<Identity[]> {
  const rows = await db
    .selectFrom('identity.grants')
    .select(['part_key', 'person_id'])
    .distinct()
    .where('unit_id', '=', unitId)
    .where('ended_at', 'is', null)
    .orderBy('part_key')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({ partKey: row.part_key, personId: row.person_id }));
}

/** All administrators' grants, to know whether somebody is left. */
export async function listAdministratorGrants(db: Reader) {
  return db
    .selectFrom('identity.grants')
    .select(['id', 'unit_id', 'person_id'])
    .where('role', '=', 'administrator')
    .where('ended_at', 'is', null)
    .execute();
}

export async function updateGrantEnd(db: Reader, person: Identity, id: string, at: Date): Promise<void> {
  await db
    .updateTable('identity.grants')
    .set({ ended_at: at })
    .where('part_key', '=', person.partKey)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Roles are taken back one after another, so that two administrators cannot remove each other at once. */
export async function lockGrants(tx: Tx<IdentityTables>): Promise<void> {
  await sql`INSERT INTO platform.facts (name, value) VALUES ('identity-grants-lock', 'true')
    ON CONFLICT (name) DO NOTHING`.execute(tx);
  await sql`SELECT name FROM platform.facts WHERE name = 'identity-grants-lock' FOR UPDATE`.execute(tx);
}
