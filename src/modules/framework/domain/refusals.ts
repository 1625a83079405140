import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'sign-in-first': 401,
  'not-found': 404,
  'case-invalid': 422,
  'version-differs': 409,
} as const;
export const refuse = refuser('framework', refusals);
