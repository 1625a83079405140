import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'draft-not-found': 404,
  'version-not-found': 404,
  'lesson-not-found': 404,
  'scene-not-found': 404,
  'changed-meanwhile': 409,
  'other-kind': 422,
  'exists-already': 409,
  'not-now': 409,
  'own-work': 403,
  'has-faults': 422,
  'note-needed': 422,
  'picture-not-found': 404,
  'picture-unreadable': 422,
  'picture-kind': 415,
  'markdown-faults': 422,
  'recording-not-found': 404,
  'recording-kind': 415,
  'recording-long': 422,
  'recording-large': 422,
} as const;
export const refuse = refuser('authoring', refusals);
