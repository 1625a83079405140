import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  'task-not-found': 404,
  'item-not-found': 404,
  'evidence-not-found': 404,
  'incoming-not-found': 404,
  'feed-not-found': 404,
  'link-not-found': 404,
  'id-taken': 409,
  'not-now': 409,
  'words-needed': 422,
  'nobody-chosen': 422,
  'outside-unit': 422,
  'group-empty': 422,
  'group-too-large': 422,
  'due-needed': 422,
  'arrival-taken': 409,
  'evidence-kind': 415,
  'evidence-large': 413,
  'evidence-unreadable': 422,
  'evidence-many': 409,
  'mail-off': 409,
  'mail-failed': 502,
} as const;
export const refuse = refuser('tasks', refusals);
