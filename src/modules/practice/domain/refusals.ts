import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'scene-not-found': 404,
  'pack-gone': 404,
  'not-for-real': 409,
  'witness-only': 403,
  'code-not-found': 404,
  'own-witness': 409,
} as const;
export const refuse = refuser('practice', refusals);
