import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'period-reversed': 422,
  'too-many-results': 422,
} as const;
export const refuse = refuser('interop', refusals);
