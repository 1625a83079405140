import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { ConsentText } from './consent.ts';
import { Nothing, Uuid } from './contract.ts';

export const Consent = v.object({
  ...ConsentText.entries,
  given: v.boolean(),
  /** When she last chose; null while she never did: silence is not consent. */
  at: v.nullable(v.string()),
  /** What she agreed to was worded otherwise. */
  changed: v.boolean(),
});
export type Consent = v.InferOutput<typeof Consent>;

export const listConsents = endpoint({
  method: 'GET',
  path: '/api/identity/consents',
  summary: 'What the person may agree to, and what she chose.',
  output: v.object({ consents: v.array(Consent) }),
});

export const chooseConsent = endpoint({
  method: 'POST',
  path: '/api/identity/consents',
  summary: 'Gives consent for one purpose under one version of its text, or takes it back.',
  body: v.strictObject({
    id: Uuid,
    purpose: v.pipe(v.string(), v.maxLength(40)),
    version: v.pipe(v.string(), v.maxLength(20)),
    given: v.boolean(),
  }),
  output: Nothing,
  refusals: ['identity/resident-needed', 'identity/consent-unknown', 'identity/text-changed'],
});

export const Session = v.object({
  id: v.string(),
  /** Browser and system in a few words; empty when unknown. */
  device: v.string(),
  since: v.string(),
  current: v.boolean(),
});
export type Session = v.InferOutput<typeof Session>;

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/identity/sessions',
  summary: 'Where the person is signed in.',
  output: v.object({ sessions: v.array(Session) }),
});

export const endSession = endpoint({
  method: 'POST',
  path: '/api/identity/sessions/end',
  summary: 'Signs one of her devices out.',
  body: v.strictObject({ id: Uuid }),
  output: Nothing,
  refusals: ['identity/not-yours'],
});

export const exportMine = endpoint({
  method: 'GET',
  path: '/api/identity/export',
  summary: 'Everything that is kept about the person, as one JSON file.',
  output: v.looseObject({}),
  refusals: ['identity/sign-in-first'],
});

export const eraseMine = endpoint({
  method: 'POST',
  path: '/api/identity/erase',
  summary: 'Erases the person: her key is destroyed, and every module forgets her. It cannot be undone.',
  body: v.strictObject({ word: v.pipe(v.string(), v.maxLength(20)) }),
  output: Nothing,
  refusals: ['identity/sign-in-first', 'identity/word-not-typed', 'identity/roles-first'],
});
