import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

export async function insertSignIn(
  db: Reader,
  signIn: {
    stateHash: string;
    browserHash: string;
    nonce: string;
    codeVerifier: string;
    returnTo: string;
    expiresAt: Date;
  },
): Promise<void> {
  await db
    .insertInto('identity.sign_ins')
    .values({
      state_hash: signIn.stateHash,
      browser_hash: signIn.browserHash,
      nonce: signIn.nonce,
      code_verifier: signIn.codeVerifier,
      return_to: signIn.returnTo,
      expires_at: signIn.expiresAt,
      used_at: null,
    })
    .execute();
}

/** What stands under a state, if this browser began it; used or expired ones too. */
export async function findSignIn(db: Reader, stateHash: string, browserHash: string) {
  return db
    .selectFrom('identity.sign_ins')
    .select(['nonce', 'code_verifier', 'return_to', 'expires_at', 'used_at'])
    .where('state_hash', '=', stateHash)
    .where('browser_hash', '=', browserHash)
    .executeTakeFirst();
}

/** Uses a sign-in up. @returns false when it was used before or has expired */
export async function useSignIn(db: Reader, stateHash: string, at: Date): Promise<boolean> {
  const row = await db
    .updateTable('identity.sign_ins')
    .set({ used_at: at })
    .where('state_hash', '=', stateHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('state_hash')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteOldSignIns(db: Reader, before: Date): Promise<void> {
  await db.deleteFrom('identity.sign_ins').where('expires_at', '<', before).execute();
  await db.deleteFrom('identity.challenges').where('expires_at', '<', before).execute();
}

/** Locks a person whose work is about to move. */
export async function lockPerson(tx: Tx<IdentityTables>, person: Identity) {
  return tx
    .selectFrom('identity.persons')
    .select(['kind', 'adopted_part_key', 'adopted_id', 'erased_at'])
    .where('part_key', '=', person.partKey)
    .where('id', '=', person.personId)
    .forUpdate()
    .executeTakeFirst();
}

export async function markAdopted(
  tx: Tx<IdentityTables>,
  person: Identity,
  by: Identity,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('identity.persons')
    .set({ adopted_part_key: by.partKey, adopted_id: by.personId, adopted_at: at })
    .where('part_key', '=', person.partKey)
    .where('id', '=', person.personId)
    .execute();
}

/** Learners whom she had taken over go on to the account that takes her over. */
export async function passOnAdopted(tx: Tx<IdentityTables>, from: Identity, to: Identity): Promise<void> {
  await tx
    .updateTable('identity.persons')
    .set({ adopted_part_key: to.partKey, adopted_id: to.personId })
    .where('adopted_part_key', '=', from.partKey)
    .where('adopted_id', '=', from.personId)
    .execute();
}

/** The learner as she was adopted; undefined when she was not, or was erased since. */
export async function findAdopted(db: Reader, learner: Identity) {
  return db
    .selectFrom('identity.persons')
    .select(['adopted_part_key', 'adopted_id'])
    .where('part_key', '=', learner.partKey)
    .where('id', '=', learner.personId)
    .where('adopted_id', 'is not', null)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
}

export async function listAdoptedSince(db: Reader, since: Date, limit: number) {
  return db
    .selectFrom('identity.persons')
    .select(['part_key', 'id', 'adopted_part_key', 'adopted_id', 'erased_at'])
    .where('adopted_at', '>', since)
    .orderBy('adopted_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function endSessionsOf(db: Reader, person: Identity, at: Date): Promise<void> {
  await db
    .updateTable('identity.sessions')
    .set({ ended_at: at })
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('ended_at', 'is', null)
    .execute();
}
