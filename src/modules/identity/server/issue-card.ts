import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { LearnerCard } from '../domain/card-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { audit } from './audit.ts';
import { ownOrigin } from './begin-sign-in.ts';
import { endCards, insertCard, listCards } from './cards.store.ts';
import { cardNumber, cardPictures, cardToken, finderHash, picturesHash } from './card-secrets.ts';
import { personOf, profileHere } from './household.ts';
import { qrPath } from './qr.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Context<IdentityTables>;

/** The card that is good for her. @throws Refusal identity/profile-not-found */
export async function readCard(context: Asking, profile: string): Promise<{ card: LearnerCard | null }> {
  return { card: await cardOf(context, personOf(await profileHere(context, profile))) };
}

export async function cardOf(context: Asking, person: Identity): Promise<LearnerCard | null> {
  const good = (await listCards(context.db, person)).find((one) => !one.ended_at);
  return good ? show(context, good.id, good.issued_at) : null;
}

/**
 * Makes a card for one of this phone's people; the earlier ones open nothing from then on. Nothing of hers is touched.
 *
 * @param id made by the caller: the same id again gives the same card
 * @throws Refusal identity/profile-not-found, identity/profile-signs-in: an account is opened by signing in only
 */
export async function issueCard(context: Asking, profile: string, id: string): Promise<LearnerCard> {
  const row = await profileHere(context, profile);
  if (row.adopted_id) return refuse('profile-signs-in');
  return issueCardTo(context, personOf(row), id);
}

/**
 * @param unitId where the member of staff works who makes it for her
 * @throws Refusal identity/profile-not-found when this card was ended since
 */
export async function issueCardTo(
  context: Asking,
  person: Identity,
  id: string,
  unitId?: number,
): Promise<LearnerCard> {
  const { master } = context;
  const issuedAt = await context.db.transaction().execute(async (tx) => {
    const same = (await listCards(tx, person)).find((one) => one.id === id);
    if (same) return same.ended_at ? refuse('profile-not-found') : same.issued_at;
    const at = context.now();
    await endCards(tx, person, at);
    await insertCard(tx, {
      id,
      person,
      picturesHash: picturesHash(master, id, cardPictures(master, id)),
      at,
      finders: [cardToken(master, id), cardNumber(master, id)].map((one) => finderHash(master, one)),
    });
    await audit(tx, context, {
      action: 'identity.issue-card',
      subject: person,
      ...(unitId === undefined ? {} : { unitId }),
    });
    return at;
  });
  return show(context, id, issuedAt);
}

function show(context: Asking, id: string, issuedAt: Date): LearnerCard {
  const { master } = context;
  const address = `${ownOrigin(context)}/the/${cardToken(master, id)}`;
  return {
    address,
    number: cardNumber(master, id).replaceAll(/(\d\d)(?=\d)/g, '$1 '),
    pictures: cardPictures(master, id),
    issuedAt: issuedAt.toISOString(),
    qr: qrPath(address),
  };
}
