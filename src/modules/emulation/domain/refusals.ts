import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'initiative-not-found': 404,
  'proposal-not-found': 404,
  'unit-writes': 403,
  'above-reviews': 403,
  'leader-decides': 403,
  'not-now': 409,
  'words-needed': 422,
  'number-faults': 422,
  'unknown-cell': 422,
  'own-initiative': 409,
  'taken-up-already': 409,
  'repeat-differs': 409,
  'unknown-rule': 422,
  'nobody-above': 422,
  'not-eligible': 409,
  'person-needed': 422,
  'person-unknown': 422,
  'consent-missing': 409,
  'proposed-already': 409,
} as const;
export const refuse = refuser('emulation', refusals);
