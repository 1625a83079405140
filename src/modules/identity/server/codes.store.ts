import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;
/** What a shown code is for. */
export type CodePurpose = 'mentor' | 'join';

/** @returns false when the same digits are in somebody's hand already */
export async function insertCode(
  tx: Reader,
  code: { hash: string; person: Identity; purpose: CodePurpose; expiresAt: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('identity.mentor_codes')
    .values({
      code_hash: code.hash,
      part_key: code.person.partKey,
      person_id: code.person.personId,
      purpose: code.purpose,
      expires_at: code.expiresAt,
      used_at: null,
      taken_part_key: null,
      taken_id: null,
    })
    .onConflict((conflict) => conflict.column('code_hash').doNothing())
    .returning('code_hash')
    .executeTakeFirst();
  return row !== undefined;
}

/** All of a person's, or those for one purpose. */
export async function deleteCodes(tx: Reader, person: Identity, purpose?: CodePurpose): Promise<void> {
  await tx
    .deleteFrom('identity.mentor_codes')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .$if(purpose !== undefined, (rest) => rest.where('purpose', '=', purpose!))
    .execute();
}

export async function deleteOldCodes(db: Reader, before: Date): Promise<void> {
  await db.deleteFrom('identity.mentor_codes').where('expires_at', '<', before).execute();
}

/** Uses a code up. @returns whose it is; undefined when it is none, used, or too old */
export async function useCode(
  tx: Reader,
  hash: string,
  purpose: CodePurpose,
  at: Date,
): Promise<Identity | undefined> {
  const row = await tx
    .updateTable('identity.mentor_codes')
    .set({ used_at: at })
    .where('code_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['part_key', 'person_id'])
    .executeTakeFirst();
  return row && { partKey: row.part_key, personId: row.person_id };
}

/** A code that still works: whose it is, and who typed it. */
export async function findCode(db: Reader, hash: string, purpose: CodePurpose, at: Date) {
  const row = await db
    .selectFrom('identity.mentor_codes')
    .select(['part_key', 'person_id', 'expires_at', 'taken_part_key', 'taken_id'])
    .where('code_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  if (!row) return undefined;
  const { taken_part_key: takenKey, taken_id: takenId } = row;
  return {
    owner: { partKey: row.part_key, personId: row.person_id },
    taker: takenKey === null || takenId === null ? undefined : { partKey: takenKey, personId: takenId },
    expiresAt: row.expires_at,
  };
}

/** Notes who typed a code; the first one stays. @returns false when it is none of theirs to take */
export async function takeCode(tx: Reader, hash: string, taker: Identity, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('identity.mentor_codes')
    .set({ taken_part_key: taker.partKey, taken_id: taker.personId })
    .where('code_hash', '=', hash)
    .where('purpose', '=', 'join')
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .where((where) => where.or([where('taken_id', 'is', null), where('taken_id', '=', taker.personId)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
