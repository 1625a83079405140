import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { Nothing, Uuid } from './contract.ts';
import { PICTURES } from './pictures.ts';

/** People on one phone. */
export const MOST_PEOPLE = 8;
export const NAME_LENGTH = 24;

const Picture = v.picklist(PICTURES);
/** What people at home call her. Long numbers are telephone or identity numbers, and stay off a shared phone. */
const Nickname = v.pipe(
  v.string(),
  v.maxLength(200),
  v.transform(tidy),
  v.minLength(1, 'must not be empty'),
  v.maxLength(NAME_LENGTH, `at most ${NAME_LENGTH} characters`),
  v.check((name) => !/\d{4}|@/.test(name.replaceAll(/[\s.-]/g, '')), 'must not hold a number or an address'),
);

/** One of the people who learn on this phone. */
export const Profile = v.object({
  id: v.string(),
  /** Null for what was learned before anybody was named. */
  name: v.nullable(v.string()),
  picture: v.nullable(Picture),
  /** Who learns on it now. */
  chosen: v.boolean(),
  /** She signed in: only by signing in again can she be chosen. */
  account: v.boolean(),
});
export type Profile = v.InferOutput<typeof Profile>;

export const Household = v.object({
  people: v.array(Profile),
  /** Taken off this phone in the last 30 days; each can be put back. */
  removed: v.array(v.pick(Profile, ['id', 'name', 'picture'])),
  /** Somebody without a name has learned on this phone before it had several people. */
  before: v.boolean(),
});
export type Household = v.InferOutput<typeof Household>;

const params = v.object({ profile: Uuid });

export const getHousehold = endpoint({
  method: 'GET',
  path: '/api/identity/household',
  summary: 'The people who learn on this phone; empty where it knows of none.',
  output: Household,
});

export const addProfile = endpoint({
  method: 'POST',
  path: '/api/identity/household',
  summary:
    'Adds a person to this phone under an id made by the caller; the same id again changes nothing. With mine she takes over what was learned here without a name.',
  body: v.strictObject({
    id: Uuid,
    name: Nickname,
    picture: Picture,
    mine: v.optional(v.boolean(), false),
  }),
  output: Household,
  refusals: ['identity/household-full'],
});

export const chooseProfile = endpoint({
  method: 'POST',
  path: '/api/identity/household/choose',
  summary:
    'Who learns on this phone from now on; null for nobody. Somebody else who is signed in is signed out.',
  body: v.strictObject({ profile: v.nullable(Uuid) }),
  output: Household,
  refusals: ['identity/profile-not-found', 'identity/profile-signs-in'],
});

export const changeProfile = endpoint({
  method: 'POST',
  path: '/api/identity/household/:profile',
  summary: 'Another name or picture.',
  params,
  body: v.strictObject({ name: Nickname, picture: Picture }),
  output: Household,
  refusals: ['identity/profile-not-found'],
});

export const removeProfile = endpoint({
  method: 'POST',
  path: '/api/identity/household/:profile/remove',
  summary: 'Takes a person off this phone. For 30 days she can be put back with all that she did.',
  params,
  output: Household,
  refusals: ['identity/profile-not-found'],
});

export const restoreProfile = endpoint({
  method: 'POST',
  path: '/api/identity/household/:profile/restore',
  summary: 'Puts a person back who was taken off this phone.',
  params,
  output: Household,
  refusals: ['identity/profile-not-found', 'identity/household-full'],
});

export const holdPhone = endpoint({
  method: 'POST',
  path: '/api/identity/hand',
  summary: 'Says whether a helper holds the phone; kept in a cookie of this browser only.',
  body: v.strictObject({ helper: v.boolean() }),
  output: Nothing,
});
