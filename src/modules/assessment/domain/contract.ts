import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import type { Scene } from '#modules/practice/index.ts';
import { Answer } from './answer.ts';
import { EvidenceLevel } from './evidence.ts';

const uuid = v.pipe(v.string(), v.uuid());
const sessionParams = v.object({ session: uuid });
const Words = v.object({ vi: v.string(), en: v.optional(v.string()) });

const Choice = v.object({ id: v.string(), text: v.string() });
const asked = { itemId: v.string(), ask: v.string() };
/** A question as one session shows it: shuffled, without its key. */
export const Question = v.variant('type', [
  v.object({ ...asked, type: v.picklist(['single', 'multiple', 'order']), choices: v.array(Choice) }),
  v.object({ ...asked, type: v.literal('match'), lefts: v.array(Choice), rights: v.array(Choice) }),
  v.object({
    ...asked,
    type: v.literal('spot'),
    message: v.object({ channel: v.string(), from: v.string(), parts: v.array(Choice) }),
  }),
  v.object({
    ...asked,
    type: v.literal('perform'),
    /** A make-believe phone, as docs/content-format.md explains it. */
    scene: v.looseObject({}) as unknown as v.GenericSchema<Scene>,
  }),
]);
export type Question = v.InferOutput<typeof Question>;

/** Where a test stands: the open question, or that there is a result. */
export const Step = v.variant('kind', [
  v.object({
    kind: v.literal('question'),
    session: uuid,
    /** 1-based. */
    number: v.number(),
    atLeast: v.number(),
    atMost: v.number(),
    /** Until the test ends by itself; null where nobody is hurried. */
    secondsLeft: v.nullable(v.number()),
    /** The question before it was broken and does not count. */
    replaced: v.boolean(),
    question: Question,
  }),
  v.object({ kind: v.literal('finished'), session: uuid }),
  /** An invigilator has stopped it; the open question is shown again when it goes on. */
  v.object({ kind: v.literal('paused'), session: uuid, number: v.number() }),
]);
export type Step = v.InferOutput<typeof Step>;

const verdict = v.picklist(['passed', 'not-passed', 'not-enough-evidence']);
const level = v.picklist(['strong', 'ok', 'learn-more', 'unknown']);

/** A result in words: never a bare number. */
export const Result = v.object({
  session: uuid,
  group: v.string(),
  verdict,
  label: Words,
  finishedAt: v.string(),
  answered: v.number(),
  /** Something ended it before its last question: of a test that counts, what was not answered is not right. */
  endedBy: v.nullable(v.picklist(['time-up', 'sitting-ended'])),
  /** An invigilator watched. */
  supervised: v.boolean(),
  /** Written on paper and typed in. */
  paper: v.boolean(),
  attempt: v.number(),
  ruleSet: v.object({ id: v.string(), version: v.number(), name: Words }),
  domains: v.array(v.object({ domain: v.string(), level })),
  /** Competences of questions not answered rightly, the earliest in the framework first. */
  learnNext: v.array(v.string()),
  /** Questions with what was answered and why the right answer is right. */
  review: v.array(
    v.object({
      itemId: v.string(),
      ask: v.string(),
      right: v.boolean(),
      why: v.string(),
      counts: v.boolean(),
    }),
  ),
  mayStartAt: v.nullable(v.string()),
  /** Domains that ask for more than answers before a pass is confirmed, and how each stands; empty where none does. */
  evidence: v.array(
    v.object({
      domain: v.string(),
      needs: EvidenceLevel,
      level: EvidenceLevel,
      help: v.nullable(v.number()),
      isMet: v.boolean(),
      /** Where what is missing can be done; null when nothing is. */
      scene: v.nullable(v.object({ id: v.string(), title: Words })),
    }),
  ),
});
export type Result = v.InferOutput<typeof Result>;

export const Attempt = v.object({
  session: uuid,
  group: v.string(),
  startedAt: v.string(),
  finishedAt: v.nullable(v.string()),
  verdict: v.nullable(verdict),
  answered: v.number(),
});
export type Attempt = v.InferOutput<typeof Attempt>;

/** A programme of study; an unknown one has no rules of its own and changes nothing. */
const ProgrammeId = v.pipe(v.string(), v.maxLength(80), v.regex(/^[a-z0-9-]*$/));

export const listAttempts = endpoint({
  method: 'GET',
  path: '/api/assessment/attempts',
  summary:
    'The asker’s tests, the newest first, and from when she may take one again; empty when nobody is known.',
  query: v.strictObject({ programme: v.optional(ProgrammeId) }),
  output: v.object({
    attempts: v.array(Attempt),
    /** Per group with a test. */
    groups: v.array(
      v.object({
        group: v.string(),
        groupName: Words,
        name: Words,
        description: Words,
        atLeast: v.number(),
        atMost: v.number(),
        /** Right answers that pass; null in a test that stops when it is sure. */
        passMark: v.nullable(v.number()),
        /** Minutes it may last; null where nobody is hurried. */
        minutes: v.nullable(v.number()),
        waitHours: v.number(),
        /** Something has to be done beside the test before a pass is confirmed. */
        practice: v.boolean(),
        mayStartAt: v.nullable(v.string()),
        passed: v.boolean(),
      }),
    ),
  }),
});

export const StartSession = v.strictObject({
  group: v.pipe(v.string(), v.maxLength(40)),
  /** Where she comes from a programme, the rules chosen for it hold. */
  programme: v.exactOptional(ProgrammeId),
  /** This phone runs no scripts: no tasks on a make-believe phone, questions instead. */
  plain: v.exactOptional(v.boolean()),
});
export const startSession = endpoint({
  method: 'POST',
  path: '/api/assessment/sessions',
  summary:
    'Starts a test of a target group, or goes on with the open one. Makes an anonymous learner when nobody is signed in.',
  body: StartSession,
  output: Step,
  refusals: ['assessment/group-without-test', 'assessment/wait-before-retake', 'assessment/passed-already'],
});

export const getSession = endpoint({
  method: 'GET',
  path: '/api/assessment/sessions/:session',
  summary: 'Where the test stands, on any device of the same person.',
  params: sessionParams,
  output: Step,
  refusals: ['assessment/session-not-found'],
});

export const SubmitAnswer = v.strictObject({
  itemId: v.pipe(v.string(), v.maxLength(20)),
  answer: Answer,
  /** How long the question was on the screen, milliseconds; for the record beside the server's own measure. */
  shownMs: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400_000))),
});
export type SubmitAnswer = v.InferOutput<typeof SubmitAnswer>;

export const submitAnswer = endpoint({
  method: 'POST',
  path: '/api/assessment/sessions/:session/answers',
  summary:
    'Answers the open question and says what comes next. A question answered before stays as first answered.',
  params: sessionParams,
  body: SubmitAnswer,
  output: Step,
  refusals: [
    'assessment/session-not-found',
    'assessment/session-finished',
    'assessment/item-not-asked',
    'assessment/malformed-answer',
    'assessment/session-paused',
  ],
});

export const swapTask = endpoint({
  method: 'POST',
  path: '/api/assessment/sessions/:session/plain',
  summary:
    'Puts a question in place of the open task, for a phone that cannot show it; from then on the test brings no tasks. Safe to repeat.',
  params: sessionParams,
  body: v.strictObject({ itemId: v.pipe(v.string(), v.maxLength(20)) }),
  output: Step,
  refusals: [
    'assessment/session-not-found',
    'assessment/session-finished',
    'assessment/item-not-asked',
    'assessment/session-paused',
  ],
});

export const getResult = endpoint({
  method: 'GET',
  path: '/api/assessment/sessions/:session/result',
  summary: 'The result in words, per domain, with what to learn next.',
  params: sessionParams,
  output: Result,
  refusals: ['assessment/session-not-found', 'assessment/not-finished'],
});
