import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

export async function listPasskeys(db: Reader, person: Identity) {
  return db
    .selectFrom('identity.passkeys')
    .select(['credential_id', 'public_key', 'counter', 'transports', 'name', 'created_at', 'used_at'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('created_at')
    .orderBy('credential_id')
    .execute();
}

export async function insertPasskey(
  db: Reader,
  person: Identity,
  passkey: { id: string; publicKey: Buffer; counter: number; transports: string[]; name: string; at: Date },
): Promise<void> {
  await db
    .insertInto('identity.passkeys')
    .values({
      part_key: person.partKey,
      person_id: person.personId,
      credential_id: passkey.id,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports,
      name: passkey.name,
      created_at: passkey.at,
      used_at: null,
    })
    .onConflict((conflict) => conflict.columns(['part_key', 'person_id', 'credential_id']).doNothing())
    .execute();
}

export async function updatePasskeyUse(
  db: Reader,
  person: Identity,
  id: string,
  use: { counter: number; at: Date },
): Promise<void> {
  await db
    .updateTable('identity.passkeys')
    .set({ counter: use.counter, used_at: use.at })
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('credential_id', '=', id)
    .execute();
}

export async function deletePasskey(db: Reader, person: Identity, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('identity.passkeys')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('credential_id', '=', id)
    .returning('credential_id')
    .executeTakeFirst();
  return row !== undefined;
}
