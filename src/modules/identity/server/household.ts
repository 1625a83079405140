import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { NOBODY } from '#platform/http/who.ts';
import { MOST_PEOPLE, type Household } from '../domain/household-contract.ts';
import type { PictureName } from '../domain/pictures.ts';
import { refuse } from '../domain/refusals.ts';
import { audit } from './audit.ts';
import { isAccount, isAdoptedBy } from './authenticate.ts';
import { deviceOf, keepDevice, setWho, whoUses } from './device.ts';
import { listProfiles, lockDevice, markRemoved, type ProfileRow } from './household.store.ts';
import { readProfile, showPerson, writeProfile } from './people.ts';
import { dropCookie, endThisSession, forgetSessions, sessionActor } from './session.ts';
import type { IdentityTables } from './tables.ts';

/** As long a person who was taken off a phone can be put back. */
export const REMOVED_DAYS = 30;

type Asking = Context<IdentityTables>;
export const personOf = (row: ProfileRow): Identity => ({ partKey: row.part_key, personId: row.person_id });
export const isHere = (row: ProfileRow): boolean => !row.removed_at && !row.erased_at;

/**
 * The people of the phone that asks.
 *
 * @param who who uses it from now on, where this request has just changed that
 */
export async function readHousehold(context: Asking, who = whoUses(context.request)): Promise<Household> {
  const { actor } = context;
  const device = deviceOf(context.request);
  const rows = device ? await listProfiles(context.db, device) : [];
  return describe(context, rows, who, rows.length === 0 && actor.kind === 'person' && actor.anonymous);
}

export async function describe(context: Asking, rows: readonly ProfileRow[], who: string, before: boolean) {
  const show = async (row: ProfileRow) => {
    const { name, picture } = await showPerson(context, personOf(row));
    return { id: row.id, name, picture };
  };
  const since = context.now().getTime() - REMOVED_DAYS * 86_400_000;
  const gone = rows.filter((row) => !row.erased_at && row.removed_at && row.removed_at.getTime() > since);
  return {
    people: await Promise.all(
      rows.filter(isHere).map(async (row) => ({
        ...(await show(row)),
        chosen: row.id === who,
        account: row.adopted_id !== null,
      })),
    ),
    removed: await Promise.all(gone.map(show)),
    before,
  };
}

/** The people of the phone that asks, but for those whom only a sign-in opens; for other modules. */
export async function listAtHome(
  context: Pick<Context, 'db' | 'request'>,
): Promise<readonly { readonly id: string; readonly person: Identity }[]> {
  const device = deviceOf(context.request);
  if (!device) return [];
  const rows = await listProfiles((context as unknown as Asking).db, device);
  return rows
    .filter((row) => isHere(row) && !row.adopted_id)
    .map((row) => ({ id: row.id, person: personOf(row) }));
}

/** @throws Refusal identity/profile-not-found, also for a person of another phone */
export async function profileHere(context: Asking, id: string): Promise<ProfileRow> {
  const device = deviceOf(context.request);
  const row = device && (await listProfiles(context.db, device)).find((one) => one.id === id);
  return row && isHere(row) ? row : refuse('profile-not-found');
}

/**
 * Who learns on this phone from now on. Somebody else who is signed in is signed out: on a shared phone the next
 * person must not find her account open.
 *
 * @throws Refusal identity/profile-not-found, identity/profile-signs-in
 */
export async function chooseProfile(context: Asking, id: string | null): Promise<Household> {
  const session = await sessionActor(context.request, context as unknown as Context);
  if (id !== null) {
    const row = await profileHere(context, id);
    const hers = isAdoptedBy(row, session);
    if (row.adopted_id && !hers) return refuse('profile-signs-in');
    if (isAccount(session) && !hers) await leave(context);
  }
  keepDevice(context);
  setWho(context, id ?? NOBODY);
  return readHousehold(context, id ?? NOBODY);
}

/** Ends the session that this phone came with. */
export async function leave(context: Asking): Promise<void> {
  await endThisSession(context.db, context);
  dropCookie(context.reply, context.config.publicUrl);
  forgetSessions();
}

/** Chooses the one of this phone's people whose account this is. @returns false where there is none */
export async function chooseAccount(context: Asking, account: Identity): Promise<boolean> {
  const device = deviceOf(context.request);
  const rows = device ? await listProfiles(context.db, device) : [];
  const hers = rows.find((row) => isHere(row) && row.adopted_id === account.personId);
  if (hers) setWho(context, hers.id);
  return hers !== undefined;
}

/** @throws Refusal identity/profile-not-found */
export async function changeProfile(
  context: Asking,
  id: string,
  { name, picture }: { readonly name: string; readonly picture: PictureName },
): Promise<Household> {
  const person = personOf(await profileHere(context, id));
  const { birthDate } = await readProfile(context, person);
  await context.db.transaction().execute(async (tx) => {
    await writeProfile({ ...context, db: tx }, person, { name, birthDate, picture });
    await audit(tx, context, { action: 'identity.change-profile', subject: person });
  });
  forgetSessions();
  return readHousehold(context);
}

/** @throws Refusal identity/profile-not-found */
export async function removeProfile(context: Asking, id: string): Promise<Household> {
  const row = await profileHere(context, id);
  const session = await sessionActor(context.request, context as unknown as Context);
  await context.db.transaction().execute(async (tx) => {
    await markRemoved(tx, deviceOf(context.request)!, id, context.now());
    await audit(tx, context, { action: 'identity.remove-profile', subject: personOf(row) });
  });
  // The phone's first learner also holds a session of her own.
  if (session.kind === 'person' && session.personId === row.person_id) await leave(context);
  forgetSessions();
  const left = whoUses(context.request) === id ? NOBODY : whoUses(context.request);
  if (left === NOBODY) setWho(context, NOBODY);
  return readHousehold(context, left);
}

/** @throws Refusal identity/profile-not-found, identity/household-full */
export async function restoreProfile(context: Asking, id: string): Promise<Household> {
  const device = deviceOf(context.request) ?? refuse('profile-not-found');
  const since = context.now().getTime() - REMOVED_DAYS * 86_400_000;
  await context.db.transaction().execute(async (tx) => {
    await lockDevice(tx, device);
    const rows = await listProfiles(tx, device);
    const row = rows.find((one) => one.id === id);
    if (!row || row.erased_at || (row.removed_at && row.removed_at.getTime() <= since))
      return refuse('profile-not-found');
    if (!row.removed_at) return;
    refuseFull(rows);
    await markRemoved(tx, device, id, null);
    await audit(tx, context, { action: 'identity.restore-profile', subject: personOf(row) });
  });
  forgetSessions();
  return readHousehold(context);
}

/** @throws Refusal identity/household-full */
export function refuseFull(rows: readonly ProfileRow[]): void {
  if (rows.filter(isHere).length >= MOST_PEOPLE) refuse('household-full');
}
