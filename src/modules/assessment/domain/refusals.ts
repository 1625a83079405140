import { refuser } from '#platform/refusal/refusal.ts';

export const refusals = {
  /** Also when the session is another person's. */
  'session-not-found': 404,
  /** The last answer is in; the result can be read. */
  'session-finished': 409,
  /** The phone is out of step: it should load the session again. */
  'item-not-asked': 409,
  /** Not the shape this question asks for. */
  'malformed-answer': 422,
  'group-without-test': 404,
  /** With `mayStartAt`. */
  'wait-before-retake': 409,
  'passed-already': 409,
  'not-finished': 409,
} as const;
export const refuse = refuser('assessment', refusals);
