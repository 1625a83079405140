import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'sign-in-first': 401,
  'not-found': 404,
  'population-faults': 422,
  'batch-not-found': 404,
  'batch-settled': 409,
  'nothing-published': 404,
  'no-parts': 404,
} as const;
export const refuse = refuser('movement', refusals);
