import type { Db, Tx } from '#platform/database/connect.ts';
import type { Grant } from '#platform/http/context.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

export async function insertPerson(
  db: Reader,
  person: {
    partKey: number;
    id: string;
    kind: 'anonymous' | 'resident' | 'staff';
    at: Date;
    synthetic?: boolean;
  },
): Promise<void> {
  await db
    .insertInto('identity.persons')
    .values({
      part_key: person.partKey,
      id: person.id,
      kind: person.kind,
      created_at: person.at,
      home_unit_id: null,
      profile_sealed: null,
      adopted_part_key: null,
      adopted_id: null,
      erased_at: null,
      synthetic: person.synthetic ?? false,
    })
    .execute();
}

export async function insertSession(
  db: Reader,
  session: {
    tokenHash: string;
    id: string;
    partKey: number;
    personId: string;
    at: Date;
    expiresAt: Date;
    strongAt: Date | null;
    device: string;
    idTokenHint?: string;
  },
): Promise<void> {
  await db
    .insertInto('identity.sessions')
    .values({
      token_hash: session.tokenHash,
      id: session.id,
      part_key: session.partKey,
      person_id: session.personId,
      created_at: session.at,
      expires_at: session.expiresAt,
      strong_at: session.strongAt,
      device: session.device,
      id_token_hint: session.idTokenHint ?? null,
      ended_at: null,
    })
    .execute();
}

export async function findSession(db: Reader, tokenHash: string, now: Date) {
  return db
    .selectFrom('identity.sessions as s')
    .innerJoin('identity.persons as p', (join) =>
      join.onRef('p.part_key', '=', 's.part_key').onRef('p.id', '=', 's.person_id'),
    )
    .select(['s.id', 's.part_key', 's.person_id', 's.strong_at', 's.expires_at', 'p.kind'])
    .where('s.token_hash', '=', tokenHash)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('p.erased_at', 'is', null)
    .executeTakeFirst();
}

export async function listGrants(db: Reader, partKey: number, personId: string): Promise<Grant[]> {
  const rows = await db
    .selectFrom('identity.grants')
    .select(['role', 'unit_id'])
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => ({ role: row.role, unitId: row.unit_id }));
}

export async function endSession(db: Reader, tokenHash: string, at: Date): Promise<void> {
  await db
    .updateTable('identity.sessions')
    .set({ ended_at: at })
    .where('token_hash', '=', tokenHash)
    .execute();
}
