import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'document-not-found': 404,
  'item-not-found': 404,
  settled: 409,
  'not-a-document': 415,
  'too-large': 413,
  'too-many-pages': 422,
  'images-only': 422,
  encrypted: 422,
  damaged: 422,
  hostile: 422,
  'takes-too-long': 422,
  'not-utf8': 422,
  'nothing-kept': 422,
} as const;
export const refuse = refuser('plans', refusals);
