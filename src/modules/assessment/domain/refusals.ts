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
  /** This release has no such rule set, or no test of such a group. */
  'rules-unknown': 422,
  'programme-unknown': 422,
  /** The bank cannot give what they ask; told before anybody sits down. */
  'rules-unmet': 409,
  /** Also when it is another unit's. */
  'sitting-not-found': 404,
  'sitting-ended': 409,
  /** The seat is in another state than this act needs: not approved yet, not running, decided already. */
  'seat-not-so': 409,
  'no-time-limit': 409,
  /** Wrong, or too old. */
  'place-code-wrong': 422,
  'too-many-codes': 429,
  'seat-not-found': 404,
  /** No sheet of the unit has this number, or a digit of it is wrong. */
  'paper-not-found': 404,
  /** It was printed for, or is being typed in, another sitting. */
  'paper-other-sitting': 409,
  /** It was drawn by other rules than the sitting has. */
  'paper-other-rules': 409,
  /** The asker typed it to the end already, or it counts. */
  'paper-entered': 409,
  'paper-void': 409,
  /** With `positions`, from 0: letters that are none of the question's, or too few; -1 is the person code. */
  'paper-letters': 422,
  'paper-nothing-to-settle': 409,
  /** Nobody with it sits in this sitting. */
  'person-code-unknown': 422,
  /** An invigilator has stopped the test; the time stands still. */
  'session-paused': 409,
  'appeal-not-found': 404,
  'appeal-answered': 409,
  /** About the whole result no question can be taken out; after a pass nobody needs another try. */
  'outcome-does-not-fit': 409,
  'appealed-already': 409,
  'item-unknown': 404,
  /** The bank is everybody's: a commune reports, a province or the country decides. */
  'unit-too-small': 409,
  /** Nothing was calibrated yet, or nobody answered this question. */
  'no-item-report': 404,
  /** Also when it is another unit's, or one below that still explains it itself. */
  'signal-not-found': 404,
  'signal-settled': 409,
  'recheck-not-found': 404,
  'not-in-sample': 422,
  'month-not-over': 409,
  'no-passes': 409,
  'drawn-already': 409,
  'reason-needed': 422,
  'own-explanation': 409,
  'import-not-found': 404,
  /** The id stands for another file, or for one that was confirmed. */
  'import-settled': 409,
  'competence-unknown': 422,
  /** Also when it is another unit's. */
  'item-not-found': 404,
  'item-not-draft': 409,
  'item-changed-meanwhile': 409,
  /** With the reason, as of a file: no right choice, two alike. */
  'item-broken': 422,
  'item-not-now': 409,
  'item-has-faults': 422,
  'item-own-work': 403,
  'item-not-calibrated': 409,
  'file-too-large': 413,
  'file-not-text': 422,
  'file-unknown-format': 415,
  'file-nothing-in-it': 422,
  'file-too-many-questions': 422,
  'file-declares-entities': 422,
  'file-not-well-formed': 422,
  'file-too-deep': 422,
  'file-too-many-parts': 422,
  'file-archive-damaged': 422,
  'file-archive-bomb': 422,
  'file-archive-hostile': 422,
  'file-macros': 422,
  'file-missing-columns': 422,
} as const;
export const refuse = refuser('assessment', refusals);
