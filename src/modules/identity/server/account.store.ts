import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

export async function listOpenSessions(db: Reader, person: Identity, now: Date) {
  return db
    .selectFrom('identity.sessions')
    .select(['id', 'device', 'created_at'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(50)
    .execute();
}

/** @returns false when it is not an open session of hers */
export async function endOwnSession(db: Reader, person: Identity, id: string, at: Date): Promise<boolean> {
  const row = await db
    .updateTable('identity.sessions')
    .set({ ended_at: at })
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The anonymous learners whose work this account took over. */
export async function listAdopted(db: Reader, person: Identity): Promise<Identity[]> {
  const rows = await db
    .selectFrom('identity.persons')
    .select(['part_key', 'id'])
    .where('adopted_part_key', '=', person.partKey)
    .where('adopted_id', '=', person.personId)
    .orderBy('part_key')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ partKey: row.part_key, personId: row.id }));
}

/** Destroys the key and all that names the person; her row stays, empty, so that nothing takes her place. */
export async function emptyPerson(tx: Tx<IdentityTables>, person: Identity, at: Date): Promise<void> {
  await sql`DELETE FROM identity.card_finders WHERE part_key = ${person.partKey} AND card_id IN (
    SELECT id FROM identity.cards WHERE part_key = ${person.partKey} AND person_id = ${person.personId})`.execute(
    tx,
  );
  // Officers' words about her, also where hers was the account that went.
  await tx
    .deleteFrom('identity.joinings')
    .where('from_part_key', '=', person.partKey)
    .where('from_id', '=', person.personId)
    .execute();
  for (const table of [
    'cards',
    'mentor_codes',
    'mentorings',
    'joinings',
    'person_keys',
    'identifiers',
    'staff_credentials',
    'passkeys',
    'invitations',
    'challenges',
    'sessions',
  ]) {
    await sql`DELETE FROM ${sql.table(`identity.${table}`)}
      WHERE part_key = ${person.partKey} AND person_id = ${person.personId}`.execute(tx);
  }
  // The rows stay for a while: what her phones still send for her must be refused, and not given to somebody else.
  await tx
    .updateTable('identity.profiles')
    .set({ removed_at: at })
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
  await tx
    .updateTable('identity.persons')
    .set({ profile_sealed: null, home_unit_id: null, erased_at: at })
    .where('part_key', '=', person.partKey)
    .where('id', '=', person.personId)
    .execute();
}
