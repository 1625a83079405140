import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'sign-in-first': 401,
  'not-yours': 404,
  'unit-unknown': 422,
  'wrong-login': 401,
  'wrong-code': 401,
  'sign-in-again': 401,
  'wait-before-trying': 429,
  'weak-password': 422,
  'login-taken': 409,
  'invitation-gone': 404,
  'above-yourself': 403,
  'last-administrator': 409,
  'word-not-typed': 422,
  'roles-first': 409,
  'consent-unknown': 404,
  'text-changed': 409,
  'consent-needed': 409,
  'resident-needed': 403,
  'passkey-failed': 422,
} as const;
export const refuse = refuser('identity', refusals);
