import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'period-reversed': 422,
  'too-many-results': 422,
  'no-unit': 404,
  'receiver-not-found': 404,
  'receiver-known': 409,
  'address-malformed': 422,
  'address-not-https': 422,
  'address-holds-password': 422,
  'address-private': 422,
  'scopes-missing': 422,
  'end-past': 422,
  'no-secret': 409,
  'key-malformed': 422,
  'key-private': 422,
  'key-unfit': 422,
  'token-request-malformed': 400,
  'token-missing': 401,
  'token-invalid': 401,
  'scope-missing': 403,
  'asks-too-often': 429,
  'since-unknown': 409,
  'unit-not-yours': 404,
} as const;
export const refuse = refuser('interop', refusals);
