import type { Db, Tx } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { tidy } from '#platform/text/fold.ts';
import type { PictureName } from '../domain/pictures.ts';
import { createPersonKey, openFor, sealFor } from './person-keys.ts';
import { findPerson, updateProfile } from './person.store.ts';
import { insertPerson } from './session.store.ts';

/** What is known of a person beyond a number; sealed under her own key. */
export interface Profile {
  readonly name: string | null;
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  /** Her own picture on a shared phone. */
  readonly picture?: PictureName | null;
}

export type PeopleServices = Pick<Services, 'master' | 'now'> & { readonly db: Db | Tx };

/** Makes a person with her own key. Inside a transaction pass `{ ...context, db: tx }`. */
export async function createPerson(
  services: PeopleServices,
  person: {
    readonly partKey: number;
    readonly id: string;
    readonly kind: 'anonymous' | 'resident' | 'staff';
    readonly profile?: Profile;
    readonly synthetic?: boolean;
  },
): Promise<Identity> {
  const identity = { partKey: person.partKey, personId: person.id };
  await insertPerson(services.db, {
    partKey: person.partKey,
    id: person.id,
    kind: person.kind,
    at: services.now(),
    synthetic: person.synthetic ?? false,
  });
  await createPersonKey(services, identity);
  if (person.profile) await writeProfile(services, identity, person.profile);
  return identity;
}

/** @throws PersonKeyGone */
export async function writeProfile(
  services: Pick<PeopleServices, 'db' | 'master'>,
  person: Identity,
  profile: Profile,
): Promise<void> {
  const kept = {
    name: profile.name && tidy(profile.name).slice(0, 120),
    birthDate: profile.birthDate,
    ...(profile.picture ? { picture: profile.picture } : {}),
  };
  await updateProfile(
    services.db,
    person,
    await sealFor(services, person, 'identity.profile', JSON.stringify(kept)),
  );
  forgetProfile(person);
}

/** The person's name and birth date; empty for an anonymous learner and for one who was erased. */
export async function readProfile(
  services: Pick<PeopleServices, 'db' | 'master'>,
  person: Identity,
): Promise<Profile & { readonly homeUnitId: number | null }> {
  const row = await findPerson(services.db, person);
  if (!row || row.erased_at || !row.profile_sealed) {
    return { name: null, birthDate: null, homeUnitId: row?.home_unit_id ?? null };
  }
  const profile = JSON.parse(
    await openFor(services, person, 'identity.profile', row.profile_sealed),
  ) as Profile;
  return { ...profile, homeUnitId: row.home_unit_id };
}

interface Shown {
  readonly name: string | null;
  readonly picture: PictureName | null;
  readonly homeUnitId: number | null;
}
const BELIEVED_MS = 60_000;
const CACHE_SIZE = 5_000;
const shown = new Map<string, { value: Shown; until: number }>();

/** Name and home of the one who asks, for the head of every page: read once a minute, not once a request. */
export async function showPerson(services: PeopleServices, person: Identity): Promise<Shown> {
  const known = shown.get(person.personId);
  const now = services.now().getTime();
  if (known && known.until > now) return known.value;
  const { name, picture = null, homeUnitId } = await readProfile(services, person);
  if (shown.size >= CACHE_SIZE) shown.clear();
  const value = { name, picture, homeUnitId };
  shown.set(person.personId, { value, until: now + BELIEVED_MS });
  return value;
}

/** Another process may show the old name for up to a minute. */
export function forgetProfile(person: Identity): void {
  shown.delete(person.personId);
}
