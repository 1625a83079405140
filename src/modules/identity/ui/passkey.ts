import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { call, Problem, type ProblemDocument } from '#platform/client/call.ts';
import * as contract from '../domain/passkey-contract.ts';

export const canUsePasskeys = (): boolean => browserSupportsWebAuthn();

/** Second step of the sign-in under way. @throws Problem, or the browser's error when the person stopped */
export async function signInWithPasskey(): Promise<void> {
  const options = await call(contract.beginPasskeySignIn, { body: {} });
  const response = await startAuthentication({ optionsJSON: options as never });
  await call(contract.finishPasskeySignIn, { body: { response: { ...response } } });
}

/** Makes a passkey on this device and registers it. @throws Problem, or the browser's error */
export async function registerPasskey(name: string): Promise<void> {
  const options = await call(contract.beginPasskey, { body: {} });
  const response = await startRegistration({ optionsJSON: options as never });
  await call(contract.addPasskey, { body: { name, response: { ...response } } });
}

/** What is said when it came to nothing: the server's refusal, or that the device or the person stopped. */
export const passkeyProblem = (error: unknown, stopped: string): ProblemDocument =>
  error instanceof Problem ? error.document : { code: '', title: stopped, status: 0 };
