import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { Nothing } from './contract.ts';

/** What a browser's WebAuthn needs or gives, as the standard's JSON; the library checks it. */
const WebAuthn = v.looseObject({});

export const Passkey = v.object({
  id: v.string(),
  name: v.string(),
  createdAt: v.string(),
  usedAt: v.nullable(v.string()),
});
export type Passkey = v.InferOutput<typeof Passkey>;

export const listPasskeys = endpoint({
  method: 'GET',
  path: '/api/identity/passkeys',
  summary: 'The passkeys of the member of staff who asks.',
  output: v.object({ passkeys: v.array(Passkey) }),
  refusals: ['identity/not-yours'],
});

export const beginPasskey = endpoint({
  method: 'POST',
  path: '/api/identity/passkeys/options',
  summary: 'Begins to register a passkey (WebAuthn registration options).',
  body: v.strictObject({}),
  output: WebAuthn,
  refusals: ['identity/not-yours'],
});

export const addPasskey = endpoint({
  method: 'POST',
  path: '/api/identity/passkeys',
  summary: 'Registers the passkey that the browser made.',
  body: v.strictObject({
    name: v.pipe(v.string(), v.transform(tidy), v.minLength(1), v.maxLength(60)),
    response: WebAuthn,
  }),
  output: Nothing,
  refusals: ['identity/not-yours', 'identity/passkey-failed'],
});

export const removePasskey = endpoint({
  method: 'POST',
  path: '/api/identity/passkeys/remove',
  summary: 'Forgets a passkey.',
  body: v.strictObject({ id: v.pipe(v.string(), v.maxLength(1_500)) }),
  output: Nothing,
  refusals: ['identity/not-yours'],
});

export const beginPasskeySignIn = endpoint({
  method: 'POST',
  path: '/api/identity/staff/passkey-options',
  summary: 'Second step of staff sign-in by passkey (WebAuthn authentication options).',
  body: v.strictObject({}),
  output: WebAuthn,
  refusals: ['identity/sign-in-again'],
});

export const finishPasskeySignIn = endpoint({
  method: 'POST',
  path: '/api/identity/staff/passkey',
  summary: 'Second step of staff sign-in: what the passkey signed.',
  body: v.strictObject({ response: WebAuthn }),
  output: Nothing,
  refusals: ['identity/sign-in-again', 'identity/passkey-failed'],
});
