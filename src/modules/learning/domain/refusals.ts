import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'lesson-not-found': 404,
  'programme-not-found': 404,
  'pack-gone': 404,
  'material-not-found': 404,
  'placement-not-found': 404,
} as const;
export const refuse = refuser('learning', refusals);
