import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

export async function insertCard(
  tx: Reader,
  card: { id: string; person: Identity; picturesHash: string; at: Date; finders: readonly string[] },
): Promise<void> {
  const part_key = card.person.partKey;
  await tx
    .insertInto('identity.cards')
    .values({
      part_key,
      id: card.id,
      person_id: card.person.personId,
      pictures_hash: card.picturesHash,
      issued_at: card.at,
      ended_at: null,
    })
    .execute();
  await tx
    .insertInto('identity.card_finders')
    .values(card.finders.map((hash) => ({ hash, part_key, card_id: card.id })))
    .execute();
}

/** Her cards, also those that are ended. */
export async function listCards(db: Reader, person: Identity) {
  return db
    .selectFrom('identity.cards')
    .select(['id', 'issued_at', 'ended_at'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('issued_at', 'desc')
    .orderBy('id')
    .execute();
}

export async function endCards(tx: Reader, person: Identity, at: Date): Promise<void> {
  await tx
    .updateTable('identity.cards')
    .set({ ended_at: at })
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('ended_at', 'is', null)
    .execute();
}

/** The card under a digest, with what is known of its person; undefined when it is ended or was never there. */
export async function findCard(db: Reader, hash: string) {
  const found = await db
    .selectFrom('identity.card_finders')
    .select(['part_key', 'card_id'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!found) return undefined;
  return db
    .selectFrom('identity.cards as c')
    .innerJoin('identity.persons as p', (join) =>
      join.onRef('p.part_key', '=', 'c.part_key').onRef('p.id', '=', 'c.person_id'),
    )
    .select(['c.id', 'c.part_key', 'c.person_id', 'c.pictures_hash', 'p.adopted_id'])
    .where('c.part_key', '=', found.part_key)
    .where('c.id', '=', found.card_id)
    .where('c.ended_at', 'is', null)
    .where('p.erased_at', 'is', null)
    .executeTakeFirst();
}
