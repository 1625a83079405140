import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';

export const Uuid = v.pipe(v.string(), v.uuid('must be a UUID'));
export const UnitId = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_147_483_647));
export const Nothing = v.object({});

/** Who the browser's session belongs to. */
export const Me = v.object({
  signedIn: v.boolean(),
  anonymous: v.boolean(),
  staff: v.boolean(),
  name: v.nullable(v.string()),
  homeUnitId: v.nullable(v.number()),
  grants: v.array(v.object({ role: v.string(), unitId: v.number() })),
});
export type Me = v.InferOutput<typeof Me>;

export const getMe = endpoint({
  method: 'GET',
  path: '/api/identity/me',
  summary: 'Who the session belongs to; nobody, a device-bound anonymous learner, a resident or staff.',
  output: Me,
});

export const beginSignIn = endpoint({
  method: 'GET',
  path: '/api/identity/sign-in',
  summary:
    'Sends the browser to the identity provider (302); it comes back to the page named by returnTo. With again=1 the provider asks who she is even when it knows somebody.',
  query: v.object({ returnTo: v.optional(v.string()), again: v.optional(v.picklist(['1'])) }),
  output: Nothing,
});

export const finishSignIn = endpoint({
  method: 'GET',
  path: '/api/identity/callback',
  summary:
    'Where the identity provider sends the browser back: opens a session, or goes to the sign-in page with a reason (302).',
  output: Nothing,
});

export const SignInWays = v.object({
  /** The identity provider is the trial one that demonstrations start on loopback. */
  trial: v.boolean(),
  /** Where a person ends her session at the provider itself, as on a shared device; null when it has no such page. */
  providerSignOut: v.nullable(v.string()),
});
export type SignInWays = v.InferOutput<typeof SignInWays>;

export const getSignInWays = endpoint({
  method: 'GET',
  path: '/api/identity/ways',
  summary: 'How residents can sign in here.',
  output: SignInWays,
});

export const SignedOut = v.object({
  /** Where the session at the identity provider can be ended too; null when there is none. */
  providerUrl: v.nullable(v.string()),
});
export type SignedOut = v.InferOutput<typeof SignedOut>;

export const signOut = endpoint({
  method: 'POST',
  path: '/api/identity/sign-out',
  summary: 'Ends this session, or with everywhere all sessions of the person.',
  body: v.strictObject({ everywhere: v.optional(v.boolean(), false) }),
  output: SignedOut,
});

export const SetHome = v.strictObject({ unitId: UnitId });
export const setHome = endpoint({
  method: 'POST',
  path: '/api/identity/home',
  summary: 'The commune where the person says she lives.',
  body: SetHome,
  output: Nothing,
  refusals: ['identity/sign-in-first', 'identity/unit-unknown'],
});
