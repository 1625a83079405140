import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'unit-writes': 403,
  'leader-sends': 403,
  'line-not-found': 404,
  'task-unknown': 422,
  'sent-already': 409,
  'nothing-to-send': 422,
  'not-sent': 409,
  'words-needed': 422,
  'number-faults': 422,
  'day-ahead': 422,
  'has-payments': 409,
  'too-many-lines': 422,
  'repeat-differs': 409,
} as const;
export const refuse = refuser('budgets', refusals);
