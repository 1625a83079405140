import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'sign-in-first': 401,
  'not-found': 404,
  'code-malformed': 422,
  'already-revoked': 409,
  'period-reversed': 422,
  'nothing-to-print': 404,
  'too-many-to-print': 422,
  'too-many-shares': 409,
  'share-over': 410,
} as const;
export const refuse = refuser('credentials', refusals);
