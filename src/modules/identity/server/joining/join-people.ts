import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { faultOf, keptOf, type JoinSide } from '../../domain/joining.ts';
import { refuse } from '../../domain/refusals.ts';
import { moveEverything } from '../adopt-learner.ts';
import { audit } from '../audit.ts';
import { endCards } from '../cards.store.ts';
import { deleteCodes } from '../codes.store.ts';
import { insertChoice, listChoices } from '../consent.store.ts';
import { readProfile, writeProfile } from '../people.ts';
import { openFor, sealFor } from '../person-keys.ts';
import { listIdentifiers, updateHome } from '../person.store.ts';
import { lockPerson } from '../sign-in.store.ts';
import type { IdentityTables } from '../tables.ts';
import { findSide, forgetNames, moveIdentifier, moveProfiles } from './join.store.ts';

type Joining = Context<IdentityTables>;
export type Side = JoinSide & Identity & { readonly name: string | null };

/** What the rules of joining ask of a person. */
export async function sideOf(
  context: Pick<Joining, 'master'> & { readonly db: Joining['db'] | Tx<IdentityTables> },
  person: Identity,
): Promise<Side> {
  const [row, identifiers] = await Promise.all([
    findSide(context.db, person),
    listIdentifiers(context.db, person),
  ]);
  const gone = !row || row.adopted_id !== null || row.erased_at !== null;
  const profile = gone ? { name: null, birthDate: null } : await readProfile(context, person);
  return {
    partKey: person.partKey,
    personId: person.personId,
    kind: row?.kind ?? 'anonymous',
    since: row?.created_at ?? new Date(0),
    hasNumber: identifiers.some(({ kind }) => kind === 'national-id'),
    birthDate: profile.birthDate,
    name: profile.name,
    gone,
  };
}

/**
 * Makes two accounts of one person one, in the caller's transaction: all that modules hold moves, every way to sign in
 * leads to the one that stays, and where the two differ about a consent, no holds.
 *
 * @param inUse the one that stays where nothing else decides
 * @throws Refusal identity/join-gone, identity/join-same, identity/join-staff, identity/join-different-people
 */
export async function joinPeople(
  tx: Tx<IdentityTables>,
  context: Joining,
  inUse: Identity,
  other: Identity,
  how: { readonly by: 'herself' | 'officers'; readonly detail?: Readonly<Record<string, unknown>> },
): Promise<{ readonly stays: Side; readonly goes: Side }> {
  // Always in the same order: two who join the same two at once do not wait for each other for ever.
  const ordered = [inUse, other].sort((a, b) => (a.personId < b.personId ? -1 : 1));
  for (const one of ordered) await lockPerson(tx, one);
  const keys = { db: tx, master: context.master };
  const [here, there] = [await sideOf(keys, inUse), await sideOf(keys, other)];
  const fault = faultOf(here, there, how.by);
  if (fault) return refuse(fault);
  const stays = keptOf(here, there);
  const goes = stays === here ? there : here;
  await moveNames(tx, context, goes, stays);
  await moveConsents(tx, context, goes, stays);
  await endCards(tx, goes, context.now());
  await deleteCodes(tx, goes);
  await moveEverything(tx, context, idOf(goes), idOf(stays));
  if (stays.kind === 'anonymous') await moveProfiles(tx, goes, stays, context.now());
  await forgetNames(tx, goes);
  const detail = { by: how.by, from: goes.personId, ...how.detail };
  await audit(tx, context, { action: 'identity.join', subject: idOf(stays), detail });
  return { stays, goes };
}

const idOf = ({ partKey, personId }: Identity): Identity => ({ partKey, personId });

/** Ways to sign in, and name, birth date and home where the one that stays has none. */
async function moveNames(
  tx: Tx<IdentityTables>,
  context: Joining,
  from: Identity,
  to: Identity,
): Promise<void> {
  const keys = { db: tx, master: context.master };
  for (const { hash, kind, sealed } of await listIdentifiers(tx, from)) {
    const field = `identity.${kind}`;
    const moved = sealed && (await sealFor(keys, to, field, await openFor(keys, from, field, sealed)));
    await moveIdentifier(tx, hash, to, moved);
  }
  const [gone, kept] = [await readProfile(keys, from), await readProfile(keys, to)];
  if ((gone.name && !kept.name) || (gone.birthDate && !kept.birthDate))
    await writeProfile(keys, to, {
      name: kept.name ?? gone.name,
      birthDate: kept.birthDate ?? gone.birthDate,
      picture: kept.picture ?? gone.picture ?? null,
    });
  if (kept.homeUnitId !== null || gone.homeUnitId === null) return;
  await updateHome(tx, to, gone.homeUnitId);
  await announce(tx, {
    partKey: to.partKey,
    id: context.newId(),
    name: 'identity.home-set',
    payload: { personId: to.personId },
    at: context.now(),
  });
}

/** The ledger of each stays as it was; where one said no last, the other's yes ends. */
async function moveConsents(
  tx: Tx<IdentityTables>,
  context: Joining,
  from: Identity,
  to: Identity,
): Promise<void> {
  const last = async (person: Identity) => {
    const choices = await listChoices(tx, person);
    return new Map(choices.toReversed().map((one) => [one.purpose, one]));
  };
  const [gone, kept] = [await last(from), await last(to)];
  for (const [purpose, choice] of gone)
    if (!choice.given && kept.get(purpose)?.given)
      await insertChoice(tx, {
        person: to,
        id: context.newId(),
        purpose,
        version: choice.text_version,
        given: false,
        at: context.now(),
      });
}
