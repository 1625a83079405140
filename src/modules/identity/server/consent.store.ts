import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

/** Every choice of one person, newest first. */
export async function listChoices(db: Reader, person: Identity) {
  return db
    .selectFrom('identity.consents')
    .select(['id', 'purpose', 'text_version', 'given', 'at'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function findChoice(db: Reader, person: Identity, purpose: string) {
  return db
    .selectFrom('identity.consents')
    .select(['given', 'text_version', 'at'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('purpose', '=', purpose)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** @returns false when this choice was written before */
export async function insertChoice(
  db: Reader,
  choice: { person: Identity; id: string; purpose: string; version: string; given: boolean; at: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('identity.consents')
    .values({
      part_key: choice.person.partKey,
      id: choice.id,
      person_id: choice.person.personId,
      purpose: choice.purpose,
      text_version: choice.version,
      given: choice.given,
      at: choice.at,
    })
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
