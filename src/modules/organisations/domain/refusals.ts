import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'sign-in-first': 401,
  'not-found': 404,
  'national-list': 409,
  'wrong-parent': 409,
  'already-closed': 409,
  'still-has-children': 409,
  'wrong-day': 422,
  'name-taken': 409,
  'wrong-axis': 409,
  'axis-loop': 409,
} as const;
export const refuse = refuser('organisations', refusals);
