import type { Actor, Person, Services } from '#platform/http/context.ts';
import { FIRST, NOBODY, WHO_HEADER } from '#platform/http/who.ts';
import { refuse } from '../domain/refusals.ts';
import { believed, forgetSessions } from './believed.ts';
import { deviceOf, whoUses } from './device.ts';
import { findFounder, listProfiles, touchAdopted, type ProfileRow } from './household.store.ts';
import { dropCookie, endThisSession, sessionActor } from './session.ts';
import type { IdentityTables } from './tables.ts';

type Asked = Services<IdentityTables>;
const NOT_KNOWN: Actor = { kind: 'nobody' };
const remember = believed<readonly ProfileRow[]>();
const rememberFounder = believed<string | undefined>();

/**
 * Who asks. On a phone of one person, who holds its session. On a shared one, whom it names of its people: by cookie
 * who uses it now, by header for whom something was done earlier. A session of somebody else who is signed in ends.
 *
 * @throws Refusal identity/profile-not-found, identity/profile-erased: something was done for somebody of whom this
 *   phone does not know, or who is no more
 */
export async function authenticate(request: Request, reply: Headers, services: Services): Promise<Actor> {
  const session = await sessionActor(request, services);
  const device = deviceOf(request);
  const named = request.headers.get(WHO_HEADER);
  if (!device) {
    if (named !== null && named !== FIRST && named !== NOBODY) refuse('profile-not-found');
    return session;
  }
  const asked = services as unknown as Asked;
  if (named !== null) return doneFor(asked, device, named, session);
  const who = whoUses(request);
  if (who === FIRST) return session;
  const profile = who === NOBODY ? undefined : await findProfile(asked, device, who);
  if (!profile || profile.removed_at || profile.erased_at) return isAccount(session) ? session : NOT_KNOWN;
  if (isAdoptedBy(profile, session)) return session;
  if (isAccount(session)) {
    await endThisSession(asked.db, { request, now: services.now });
    dropCookie(reply, services.config.publicUrl);
    forgetSessions();
  }
  return profile.adopted_id ? NOT_KNOWN : actorOf(profile);
}

/** What was done earlier belongs to whoever the phone says did it, whoever uses it now. */
async function doneFor(asked: Asked, device: string, named: string, session: Actor): Promise<Actor> {
  if (named === NOBODY) return isAccount(session) ? session : NOT_KNOWN;
  const founder = () => rememberFounder(device, asked.now(), () => findFounder(asked.db, device));
  const id = named === FIRST ? await founder() : named;
  if (id === undefined) return session;
  const profile = await findProfile(asked, device, id);
  if (!profile) return refuse('profile-not-found');
  if (profile.erased_at) return refuse('profile-erased');
  if (isAdoptedBy(profile, session)) return session;
  // Never as the account, which only a sign-in opens: the sweep for late work takes it there.
  if (profile.adopted_id)
    await touchAdopted(asked.db, { partKey: profile.part_key, personId: profile.person_id }, asked.now());
  return actorOf(profile);
}

async function findProfile(asked: Asked, device: string, id: string): Promise<ProfileRow | undefined> {
  const read = () => listProfiles(asked.db, device);
  const isHer = (one: ProfileRow) => one.id === id;
  // Another process may have added her just now.
  return (await remember(device, asked.now(), read)).find(isHer) ?? (await read()).find(isHer);
}

export const isAccount = (actor: Actor): boolean => actor.kind === 'person' && !actor.anonymous;

/** Whether this is the account that took over what she did. */
export const isAdoptedBy = (profile: ProfileRow, actor: Actor): boolean =>
  actor.kind === 'person' && !actor.anonymous && profile.adopted_id === actor.personId;

/** A person as one of her phone's: known by it alone. */
export const actorOf = (profile: Pick<ProfileRow, 'id' | 'part_key' | 'person_id'>): Person => ({
  kind: 'person',
  partKey: profile.part_key,
  personId: profile.person_id,
  sessionId: profile.id,
  anonymous: true,
  grants: [],
  strongSince: undefined,
});
