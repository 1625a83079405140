import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'request-not-found': 404,
  'unit-asks': 403,
  'leader-sends': 403,
  'nobody-below': 422,
  'not-below': 422,
  'nothing-asked': 422,
  'asked-twice': 422,
  'unknown-cell': 422,
  'due-too-soon': 422,
  'nothing-missing': 409,
  'sent-already': 409,
  'not-now': 409,
  'reminded-today': 409,
  'words-needed': 422,
  'answers-missing': 422,
  'number-faults': 422,
  'repeat-differs': 409,
} as const;
export const refuse = refuser('requests', refusals);
