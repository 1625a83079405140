import { randomBytes } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Context, Person } from '#platform/http/context.ts';
import type { Passkey } from '../domain/passkey-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { audit } from './audit.ts';
import { digest, ownOrigin } from './begin-sign-in.ts';
import { deletePasskey, insertPasskey, listPasskeys, updatePasskeyUse } from './passkeys.store.ts';
import { findStep, openStaffSession } from './sign-in-staff.ts';
import { findChallenge, findStaff, insertChallenge, setChallenge, useOnce } from './staff.store.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Context<IdentityTables>;
const MINUTES = 5;

const siteOf = (context: Asking) => {
  const origin = ownOrigin(context);
  return { expectedOrigin: origin, expectedRPID: new URL(origin).hostname };
};

/** @throws Refusal identity/not-yours for everybody but staff */
async function staffOf(context: Asking): Promise<{ person: Person; login: string }> {
  const { actor } = context;
  const staff = actor.kind === 'person' ? await findStaff(context.db, actor) : undefined;
  if (actor.kind !== 'person' || !staff) return refuse('not-yours');
  return { person: actor, login: staff.login };
}

/** A registration under way is found by its session: one at a time in each browser. */
const slotOf = (person: Person): string => digest(`passkey ${person.sessionId}`);

export async function readPasskeys(context: Asking): Promise<{ passkeys: Passkey[] }> {
  const { person } = await staffOf(context);
  const rows = await listPasskeys(context.db, person);
  return {
    passkeys: rows.map((row) => ({
      id: row.credential_id,
      name: row.name,
      createdAt: row.created_at.toISOString(),
      usedAt: row.used_at?.toISOString() ?? null,
    })),
  };
}

export async function beginPasskey(context: Asking): Promise<Record<string, unknown>> {
  const { person, login } = await staffOf(context);
  const known = await listPasskeys(context.db, person);
  const options = await generateRegistrationOptions({
    rpName: 'Bình dân học vụ số',
    rpID: siteOf(context).expectedRPID,
    userName: login,
    userID: new Uint8Array(Buffer.from(person.personId)),
    attestationType: 'none',
    excludeCredentials: known.map((one) => ({ id: one.credential_id })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  });
  await insertChallenge(context.db, {
    tokenHash: digest(`${slotOf(person)} ${options.challenge}`),
    purpose: 'passkey-registration',
    person,
    challenge: options.challenge,
    expiresAt: new Date(context.now().getTime() + MINUTES * 60_000),
  });
  return { ...options };
}

/** @throws Refusal identity/not-yours, identity/passkey-failed */
export async function addPasskey(
  context: Asking,
  given: { readonly name: string; readonly response: object },
): Promise<object> {
  const { person } = await staffOf(context);
  const made = await verifyRegistrationResponse({
    response: given.response as RegistrationResponseJSON,
    expectedChallenge: (challenge) => takeChallenge(context, person, challenge),
    ...siteOf(context),
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!made?.verified || !made.registrationInfo) return refuse('passkey-failed');
  const { credential } = made.registrationInfo;
  await context.db.transaction().execute(async (tx) => {
    await insertPasskey(tx, person, {
      id: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      name: given.name,
      at: context.now(),
    });
    await audit(tx, context, { action: 'identity.add-passkey', subject: person });
  });
  return {};
}

/** A challenge of this session, used up by asking. */
async function takeChallenge(context: Asking, person: Person, challenge: string): Promise<boolean> {
  const tokenHash = digest(`${slotOf(person)} ${challenge}`);
  const row = await findChallenge(context.db, tokenHash, 'passkey-registration', context.now());
  return row !== undefined && (await useOnce(context.db, 'challenges', tokenHash, context.now()));
}

export async function removePasskey(context: Asking, id: string): Promise<object> {
  const { person } = await staffOf(context);
  await context.db.transaction().execute(async (tx) => {
    if (!(await deletePasskey(tx, person, id))) refuse('not-yours');
    await audit(tx, context, { action: 'identity.remove-passkey', subject: person });
  });
  return {};
}

/** @throws Refusal identity/sign-in-again */
export async function beginPasskeySignIn(context: Asking): Promise<Record<string, unknown>> {
  const step = await findStep(context);
  if (!step) return refuse('sign-in-again');
  const passkeys = await listPasskeys(context.db, step.person);
  const options = await generateAuthenticationOptions({
    rpID: siteOf(context).expectedRPID,
    userVerification: 'required',
    challenge: new Uint8Array(randomBytes(32)),
    allowCredentials: passkeys.map((one) => ({
      id: one.credential_id,
      transports: one.transports as AuthenticatorTransport[],
    })),
  });
  await setChallenge(context.db, step.tokenHash, options.challenge);
  return { ...options };
}

/** @throws Refusal identity/sign-in-again, identity/passkey-failed */
export async function finishPasskeySignIn(context: Asking, response: object): Promise<object> {
  const step = await findStep(context);
  if (!step || step.challenge === '') return refuse('sign-in-again');
  const given = response as AuthenticationResponseJSON;
  const passkey = (await listPasskeys(context.db, step.person)).find((one) => one.credential_id === given.id);
  if (!passkey) return refuse('passkey-failed');
  const shown = await verifyAuthenticationResponse({
    response: given,
    expectedChallenge: step.challenge,
    ...siteOf(context),
    requireUserVerification: true,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: passkey.counter,
      transports: passkey.transports as AuthenticatorTransport[],
    },
  }).catch(() => undefined);
  if (!shown?.verified) return refuse('passkey-failed');
  const use = { counter: shown.authenticationInfo.newCounter, at: context.now() };
  await updatePasskeyUse(context.db, step.person, passkey.credential_id, use);
  await openStaffSession(context, step, 'passkey');
  return {};
}
