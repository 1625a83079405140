import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { Household } from '../domain/household-contract.ts';
import type { PictureName } from '../domain/pictures.ts';
import { refuse } from '../domain/refusals.ts';
import { openPhone, takeIn } from './add-profile.ts';
import { adoptLearner } from './adopt-learner.ts';
import { countTry, forgetTries } from './attempts.ts';
import { audit } from './audit.ts';
import { isAccount } from './authenticate.ts';
import * as store from './cards.store.ts';
import { finderHash, isSame, picturesHash } from './card-secrets.ts';
import { setWho } from './device.ts';
import { describe, isHere, leave, refuseFull } from './household.ts';
import { insertProfile, listProfiles, markRemoved, setFounder } from './household.store.ts';
import { forgetSessions, sessionActor } from './session.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Context<IdentityTables>;

/** Whether a card opens anything: an ended card and one that never was look the same. */
export async function findCard(context: Asking, given: string): Promise<object> {
  await countTry(context, 'address', context.address, 'card-wait');
  const card = await store.findCard(context.db, finderHash(context.master, given));
  return card ? {} : refuse('card-gone');
}

/**
 * Whose card it is, once its pictures were given in order. A try is counted before it is judged, for the card and for the
 * address; a success forgets those for the card.
 *
 * @throws Refusal identity/card-gone, identity/card-wait, identity/wrong-pictures, identity/profile-signs-in
 */
export async function provenByCard(
  context: Asking,
  given: { readonly card: string; readonly pictures: readonly PictureName[] },
): Promise<Identity> {
  const hash = finderHash(context.master, given.card);
  await countTry(context, 'address', context.address, 'card-wait');
  await countTry(context, 'account', `card ${hash}`, 'card-wait');
  const card = await store.findCard(context.db, hash);
  if (!card) return refuse('card-gone');
  await countTry(context, 'account', `card ${card.id}`, 'card-wait');
  if (!isSame(card.pictures_hash, picturesHash(context.master, card.id, given.pictures)))
    return refuse('wrong-pictures');
  if (card.adopted_id) return refuse('profile-signs-in');
  await forgetTries(context, `card ${hash}`);
  await forgetTries(context, `card ${card.id}`);
  return { partKey: card.part_key, personId: card.person_id };
}

/**
 * Lets the card's person in on this phone: she becomes one of its people and is chosen.
 *
 * @param mine what was learned here without a name is hers, and is taken over
 * @throws Refusal as `provenByCard`; identity/household-full
 */
export async function openCard(
  context: Asking,
  given: { readonly card: string; readonly pictures: readonly PictureName[]; readonly mine: boolean },
): Promise<Household> {
  const person = await provenByCard(context, given);
  const session = await sessionActor(context.request, context as unknown as Context);
  const { device, id } = await context.db
    .transaction()
    .execute(async (tx) => letIn(tx, context, person, given.mine));
  if (isAccount(session)) await leave(context);
  forgetSessions();
  setWho(context, id);
  return describe(context, await listProfiles(context.db, device), id, false);
}

async function letIn(tx: Tx<IdentityTables>, context: Asking, person: Identity, mine: boolean) {
  const { device } = await openPhone(tx, context);
  const rows = await listProfiles(tx, device);
  const known = rows.find((row) => row.person_id === person.personId);
  const id = known?.id ?? context.newId();
  const { actor } = context;
  const before = rows.length === 0 && actor.kind === 'person' && actor.anonymous ? actor : undefined;
  if (!known) {
    refuseFull(rows);
    await insertProfile(tx, { deviceHash: device, id, person, at: context.now() });
  } else if (!isHere(known)) {
    refuseFull(rows);
    await markRemoved(tx, device, id, null);
  }
  if (before?.personId === person.personId) await setFounder(tx, device, id);
  else if (before && mine) {
    await adoptLearner(tx, context as unknown as Context<IdentityTables>, before, person);
    await setFounder(tx, device, id);
  } else if (before) await takeIn(tx, context, device, rows);
  await audit(tx, context, { action: 'identity.open-card', subject: person });
  return { device, id };
}
