import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { LearnerCard } from './card-contract.ts';
import { Nothing, UnitId, Uuid } from './contract.ts';
import { PICTURES } from './pictures.ts';

/** Who may help learners at a unit. */
export const MENTOR_ROLES = ['mentor', 'teacher'] as const;
/** What showing a code agrees to, in the ledger; the words are `mentor.why` and `mentor.sees`. A change of theirs is a new version. */
export const MENTORING = { purpose: 'mentoring', version: '1' } as const;
/** How long a code is good. */
export const CODE_MINUTES = 15;
/** People one member of staff helps at one unit. */
export const MOST_MENTEES = 100;

/** Somebody who helps the learner that asks. */
export const Mentor = v.object({
  id: v.string(),
  name: v.nullable(v.string()),
  unitId: v.number(),
  since: v.string(),
});
export type Mentor = v.InferOutput<typeof Mentor>;

export const listMentors = endpoint({
  method: 'GET',
  path: '/api/identity/mentors',
  summary: 'Who helps the learner that asks; empty for nobody.',
  output: v.object({ mentors: v.array(Mentor) }),
});

export const makeMentorCode = endpoint({
  method: 'POST',
  path: '/api/identity/mentors/code',
  summary:
    'A code of eight digits that the learner shows to whoever helps her: good once, for fifteen minutes. Her earlier code opens nothing from then on.',
  body: v.strictObject({}),
  output: v.object({
    /** In two fours. */
    code: v.string(),
    expiresAt: v.string(),
  }),
});

export const endMentoring = endpoint({
  method: 'POST',
  path: '/api/identity/mentorings/:mentoring/end',
  summary: 'Ends the help, for the learner as for her mentor. Nothing that was learned is touched.',
  params: v.object({ mentoring: Uuid }),
  output: Nothing,
  refusals: ['identity/not-yours'],
});

/** Somebody whom a mentor helps. */
export const Mentee = v.object({
  /** Of the help, not of the person. */
  id: v.string(),
  name: v.nullable(v.string()),
  picture: v.nullable(v.picklist(PICTURES)),
  /** She signs in; no card opens her account. */
  account: v.boolean(),
  unitId: v.number(),
  since: v.string(),
});
export type Mentee = v.InferOutput<typeof Mentee>;

const unit = v.object({ unit: v.pipe(NumberText, UnitId) });
const params = v.object({ mentoring: Uuid });

export const listMentees = endpoint({
  method: 'GET',
  path: '/api/identity/units/:unit/mentees',
  summary: 'Whom the member of staff that asks helps at a unit.',
  params: unit,
  output: v.object({ mentees: v.array(Mentee) }),
  refusals: ['identity/sign-in-first', 'identity/not-yours'],
});

export const takeMentee = endpoint({
  method: 'POST',
  path: '/api/identity/units/:unit/mentees',
  summary:
    'The code that a learner shows makes the member of staff her mentor at the unit, under an id made by the caller.',
  params: unit,
  body: v.strictObject({ id: Uuid, code: v.pipe(v.string(), v.maxLength(40)) }),
  output: Mentee,
  refusals: [
    'identity/sign-in-first',
    'identity/not-yours',
    'identity/mentor-code-gone',
    'identity/mentees-full',
    'identity/wait-before-trying',
  ],
});

export const getMentee = endpoint({
  method: 'GET',
  path: '/api/identity/mentorings/:mentoring',
  summary: 'Somebody whom the member of staff that asks helps, with the card that is good for her.',
  params,
  output: v.object({ mentee: Mentee, card: v.nullable(LearnerCard) }),
  refusals: ['identity/sign-in-first', 'identity/not-yours'],
});

export const issueMenteeCard = endpoint({
  method: 'POST',
  path: '/api/identity/mentorings/:mentoring/card',
  summary:
    'Her mentor makes her a card under an id made by the caller; the same id again gives the same card. Her earlier cards open nothing from then on, and nothing she learned is lost.',
  params,
  body: v.strictObject({ id: Uuid }),
  output: LearnerCard,
  refusals: [
    'identity/sign-in-first',
    'identity/not-yours',
    'identity/profile-not-found',
    'identity/profile-signs-in',
  ],
});
