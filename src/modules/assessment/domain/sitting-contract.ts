import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { Step } from './contract.ts';

const UnitParam = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const uuid = v.pipe(v.string(), v.uuid());
const ref = v.object({ id: v.number(), name: v.string() });
const Words = v.object({ vi: v.string(), en: v.optional(v.string()) });
const written = (least: number, most: number) =>
  v.pipe(v.string(), v.transform(tidy), v.minLength(least), v.maxLength(most));

/** What a person with a disability gets; on the record of the sitting alone, never on a result or a confirmation. */
export const accommodations = ['read-aloud', 'large-type', 'extra-time', 'interpreter'] as const;
export const seatStates = ['waiting', 'approved', 'refused', 'started'] as const;
/** How a seat stands for the invigilator: as above, and how its test stands. */
export const standings = ['waiting', 'approved', 'refused', 'running', 'paused', 'finished'] as const;

export const SittingLine = v.object({
  id: uuid,
  place: v.string(),
  ruleSet: Words,
  openedAt: v.string(),
  endedAt: v.nullable(v.string()),
  people: v.number(),
});

export const listSittings = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/sittings',
  summary: 'Supervised sittings of a unit, the newest first, and the rule sets a new one may have.',
  params: v.object({ unit: UnitParam }),
  output: v.object({
    unit: ref,
    sittings: v.array(SittingLine),
    /** By group; of each group first what holds for the unit's people. */
    rules: v.array(v.object({ id: v.string(), name: Words, group: v.string(), groupName: Words })),
  }),
});

export const OpenSitting = v.strictObject({
  id: uuid,
  group: v.pipe(v.string(), v.maxLength(40)),
  ruleSet: v.pipe(v.string(), v.maxLength(60)),
  place: written(2, 120),
});
export type OpenSitting = v.InferOutput<typeof OpenSitting>;

export const openSitting = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/sittings',
  summary:
    'Opens a supervised sitting at a place; its code lets people in for half an hour, and can be renewed.',
  params: v.object({ unit: UnitParam }),
  body: OpenSitting,
  output: v.object({ id: uuid }),
  refusals: ['assessment/rules-unknown', 'assessment/rules-unmet'],
});

const Act = v.object({
  act: v.string(),
  /** Of whom; null of everybody. */
  personCode: v.nullable(v.string()),
  words: v.string(),
  minutes: v.nullable(v.number()),
  at: v.string(),
});

export const SittingView = v.object({
  unit: ref,
  id: uuid,
  place: v.string(),
  ruleSet: Words,
  minutes: v.nullable(v.number()),
  openedAt: v.string(),
  endedAt: v.nullable(v.string()),
  /** Null when it no longer lets anybody in. */
  code: v.nullable(v.object({ code: v.string(), until: v.string() })),
  seats: v.array(
    v.object({
      id: uuid,
      personCode: v.string(),
      /** While she waits, so that it can be held against her papers; null later and for who has told none. */
      name: v.nullable(v.string()),
      standing: v.picklist(standings),
      answered: v.number(),
      atMost: v.nullable(v.number()),
      secondsLeft: v.nullable(v.number()),
      accommodations: v.array(v.picklist(accommodations)),
      extraMinutes: v.number(),
    }),
  ),
  /** Sheets being typed in that do not count yet. */
  papersWaiting: v.number(),
  acts: v.array(Act),
});
export type SittingView = v.InferOutput<typeof SittingView>;
export type SeatLine = SittingView['seats'][number];

const sittingParams = v.object({ unit: UnitParam, sitting: uuid });
export const getSitting = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/sittings/:sitting',
  summary: 'Who is in the room and how far each has come; never an answer and never a verdict.',
  params: sittingParams,
  output: SittingView,
  refusals: ['assessment/sitting-not-found'],
});

/** From one place to the next a test is kept alive for a day at most; see end-sitting.ts. */
const Minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(180));
const one = { id: uuid, seat: uuid };
const someOrAll = { id: uuid, seat: v.optional(v.nullable(uuid), null) };
export const ActOnSitting = v.variant('act', [
  v.strictObject({
    act: v.literal('approve'),
    ...one,
    /** How she is known: papers that were looked at, or the invigilator knows her. */
    knownBy: v.picklist(['papers', 'known']),
    accommodations: v.optional(v.pipe(v.array(v.picklist(accommodations)), v.maxLength(4)), []),
    extraMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(180)), 0),
  }),
  v.strictObject({ act: v.literal('refuse'), ...one, words: v.optional(written(0, 300), '') }),
  v.strictObject({ act: v.literal('pause'), ...someOrAll }),
  v.strictObject({ act: v.literal('resume'), ...someOrAll }),
  v.strictObject({ act: v.literal('extend'), ...one, minutes: Minutes, words: written(3, 300) }),
  v.strictObject({ act: v.literal('incident'), ...someOrAll, words: written(3, 600) }),
  v.strictObject({ act: v.literal('new-code'), id: uuid }),
  v.strictObject({ act: v.literal('end'), id: uuid }),
]);
export type ActOnSitting = v.InferOutput<typeof ActOnSitting>;

export const actOnSitting = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/sittings/:sitting/acts',
  summary:
    'Lets somebody begin or not, stops and goes on, gives more time for a reason, notes an incident, renews the code, ends the sitting. Each act once, and logged.',
  params: sittingParams,
  body: ActOnSitting,
  output: v.object({ done: v.boolean() }),
  refusals: [
    'assessment/sitting-not-found',
    'assessment/sitting-ended',
    'assessment/seat-not-so',
    'assessment/no-time-limit',
  ],
});

export const Seat = v.object({
  id: uuid,
  place: v.string(),
  ruleSet: Words,
  minutes: v.nullable(v.number()),
  extraMinutes: v.number(),
  personCode: v.string(),
  state: v.picklist(seatStates),
  /** Her test, once it has begun. */
  session: v.nullable(uuid),
});
export type Seat = v.InferOutput<typeof Seat>;

export const takeSeat = endpoint({
  method: 'POST',
  path: '/api/assessment/seat',
  summary:
    'Comes into a sitting by the code of the place; gives the person code to show to the invigilator. Makes an anonymous learner when nobody is signed in.',
  body: v.strictObject({ code: v.pipe(v.string(), v.maxLength(20)) }),
  output: Seat,
  refusals: ['assessment/place-code-wrong', 'assessment/too-many-codes'],
});

export const getSeat = endpoint({
  method: 'GET',
  path: '/api/assessment/seat',
  summary: 'Where the asker sits now; null when nowhere.',
  output: v.object({ seat: v.nullable(Seat) }),
});

export const startInSeat = endpoint({
  method: 'POST',
  path: '/api/assessment/seat/start',
  summary: 'Begins the supervised test once the invigilator has let her; pressing twice begins one.',
  body: v.strictObject({ seat: uuid, plain: v.exactOptional(v.boolean()) }),
  output: Step,
  refusals: [
    'assessment/seat-not-found',
    'assessment/seat-not-so',
    'assessment/rules-unknown',
    'assessment/wait-before-retake',
    'assessment/passed-already',
  ],
});
