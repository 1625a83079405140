import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

export async function insertStaff(
  db: Reader,
  staff: { person: Identity; login: string; passwordHash: string | null; totpPending: Buffer },
): Promise<void> {
  await db
    .insertInto('identity.staff_credentials')
    .values({
      part_key: staff.person.partKey,
      person_id: staff.person.personId,
      login: staff.login,
      password_hash: staff.passwordHash,
      totp_sealed: null,
      totp_pending_sealed: staff.totpPending,
      disabled_at: null,
    })
    .execute();
}

export async function findStaff(db: Reader, person: Identity) {
  return db
    .selectFrom('identity.staff_credentials')
    .select(['login', 'password_hash', 'totp_sealed', 'totp_pending_sealed', 'totp_step', 'disabled_at'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .executeTakeFirst();
}

export async function updateStaff(
  db: Reader,
  person: Identity,
  change: {
    password_hash?: string;
    totp_sealed?: Buffer;
    totp_pending_sealed?: Buffer | null;
    totp_step?: number;
  },
): Promise<void> {
  await db
    .updateTable('identity.staff_credentials')
    .set(change)
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}

/** Takes a time step. @returns false when it, or a later one, was taken before */
export async function takeStep(db: Reader, person: Identity, step: number): Promise<boolean> {
  const row = await db
    .updateTable('identity.staff_credentials')
    .set({ totp_step: step })
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('totp_step', '<', step)
    .returning('person_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertInvitation(
  db: Reader,
  invitation: { tokenHash: string; person: Identity; createdBy: string | null; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('identity.invitations')
    .values({
      token_hash: invitation.tokenHash,
      part_key: invitation.person.partKey,
      person_id: invitation.person.personId,
      created_by: invitation.createdBy,
      expires_at: invitation.expiresAt,
      used_at: null,
    })
    .execute();
}

export async function endInvitations(db: Reader, person: Identity, at: Date): Promise<void> {
  await db
    .updateTable('identity.invitations')
    .set({ used_at: at })
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('used_at', 'is', null)
    .execute();
}

export async function findInvitation(db: Reader, tokenHash: string, now: Date) {
  return db
    .selectFrom('identity.invitations')
    .select(['part_key', 'person_id', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Uses what is good once. @returns false when somebody was faster */
export async function useOnce(
  db: Reader,
  table: 'invitations' | 'challenges',
  tokenHash: string,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE ${sql.table(`identity.${table}`)} SET used_at = ${at}
    WHERE token_hash = ${tokenHash} AND used_at IS NULL
    RETURNING token_hash`.execute(db);
  return rows.length > 0;
}

type Purpose = IdentityTables['identity.challenges']['purpose'];

export async function insertChallenge(
  db: Reader,
  challenge: { tokenHash: string; purpose: Purpose; person: Identity; challenge: string; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('identity.challenges')
    .values({
      token_hash: challenge.tokenHash,
      purpose: challenge.purpose,
      part_key: challenge.person.partKey,
      person_id: challenge.person.personId,
      challenge: challenge.challenge,
      expires_at: challenge.expiresAt,
      used_at: null,
    })
    .execute();
}

export async function findChallenge(db: Reader, tokenHash: string, purpose: Purpose, now: Date) {
  return db
    .selectFrom('identity.challenges')
    .select(['part_key', 'person_id', 'challenge'])
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

export async function setChallenge(db: Reader, tokenHash: string, challenge: string): Promise<void> {
  await db
    .updateTable('identity.challenges')
    .set({ challenge })
    .where('token_hash', '=', tokenHash)
    .execute();
}
