import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'report-not-found': 404,
  'clerk-enters': 403,
  'leader-sends': 403,
  'above-decides': 403,
  'leader-closes': 403,
  'number-faults': 422,
  'written-meanwhile': 409,
  'repeat-differs': 409,
  'sent-already': 409,
  'period-closed': 409,
  'not-entered': 409,
  'not-sent': 409,
  settled: 409,
  'comment-needed': 422,
  'nothing-written': 422,
  'data-open': 409,
  'closed-already': 409,
  'not-closed': 409,
  'no-parts': 422,
  'wrong-day': 422,
} as const;
export const refuse = refuser('reporting', refusals);
