import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';

const UnitParam = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const uuid = v.pipe(v.string(), v.uuid());
const ref = v.object({ id: v.number(), name: v.string() });
const ItemId = v.pipe(v.string(), v.regex(/^\d\.\d-\d{2,3}$/));
const written = (most: number) => v.pipe(v.string(), v.transform(tidy), v.minLength(3), v.maxLength(most));

/** What came of an appeal: words, the question does not count in her test, or another try without waiting. */
export const appealOutcomes = ['explained', 'neutralised', 'retake'] as const;

const Appeal = v.object({
  id: uuid,
  /** Null when it is about the whole result. */
  itemId: v.nullable(v.string()),
  /** The question as she saw it. */
  ask: v.nullable(v.string()),
  words: v.string(),
  askedAt: v.string(),
  dueAt: v.string(),
  outcome: v.nullable(v.picklist(appealOutcomes)),
  answer: v.nullable(v.string()),
  answeredAt: v.nullable(v.string()),
});
export type Appeal = v.InferOutput<typeof Appeal>;

const sessionParams = v.object({ session: uuid });
export const listAppeals = endpoint({
  method: 'GET',
  path: '/api/assessment/sessions/:session/appeals',
  summary: 'What the asker asked about a finished test, and what was answered.',
  params: sessionParams,
  output: v.object({
    appeals: v.array(Appeal),
    questions: v.array(v.object({ itemId: v.string(), ask: v.string() })),
    /** Days within which it is answered. */
    days: v.number(),
  }),
  refusals: ['assessment/session-not-found', 'assessment/not-finished'],
});

export const MakeAppeal = v.strictObject({
  id: uuid,
  itemId: v.optional(v.nullable(ItemId), null),
  words: written(600),
});
export type MakeAppeal = v.InferOutput<typeof MakeAppeal>;
export const makeAppeal = endpoint({
  method: 'POST',
  path: '/api/assessment/sessions/:session/appeals',
  summary: 'Asks about a result or one of its questions; one open appeal about each.',
  params: sessionParams,
  body: MakeAppeal,
  output: v.object({ id: uuid, dueAt: v.string() }),
  refusals: [
    'assessment/session-not-found',
    'assessment/not-finished',
    'assessment/item-not-asked',
    'assessment/appealed-already',
  ],
});

const AppealLine = v.object({
  partKey: v.number(),
  ...Appeal.entries,
  verdict: v.string(),
  ruleSet: v.string(),
  /** Her answer was right; null when it is about the whole result. */
  right: v.nullable(v.boolean()),
  isOverdue: v.boolean(),
});
export type AppealLine = v.InferOutput<typeof AppealLine>;
export const listUnitAppeals = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/appeals',
  summary: 'Appeals of people of the unit: open ones by their deadline, then answered ones. No names.',
  params: v.object({ unit: UnitParam }),
  output: v.object({
    unit: ref,
    appeals: v.array(AppealLine),
    /** Whether this unit may take a question out of a result. */
    mayNeutralise: v.boolean(),
  }),
});

export const AnswerAppeal = v.strictObject({ outcome: v.picklist(appealOutcomes), answer: written(600) });
export type AnswerAppeal = v.InferOutput<typeof AnswerAppeal>;
export const answerAppeal = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/appeals/:partKey/:appeal',
  summary:
    'Answers an appeal, once: explains, takes the question out of her result, or gives her another try without waiting.',
  params: v.object({ unit: UnitParam, partKey: UnitParam, appeal: uuid }),
  body: AnswerAppeal,
  output: v.object({ outcome: v.picklist(appealOutcomes), verdict: v.string() }),
  refusals: [
    'assessment/appeal-not-found',
    'assessment/appeal-answered',
    'assessment/outcome-does-not-fit',
    'assessment/unit-too-small',
  ],
});

const Mark = v.object({
  itemId: v.string(),
  act: v.picklist(['broken', 'repaired', 'neutralised']),
  reason: v.string(),
  at: v.string(),
});
export const listMarks = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/item-marks',
  summary: 'Questions that were taken out of tests or no longer count, and why; the newest act first.',
  params: v.object({ unit: UnitParam }),
  output: v.object({
    unit: ref,
    /** Taken out now. */
    broken: v.array(v.object({ itemId: v.string(), ask: v.string(), reason: v.string() })),
    marks: v.array(Mark),
    mayMark: v.boolean(),
    mayNeutralise: v.boolean(),
  }),
});

export const MarkItem = v.strictObject({
  id: uuid,
  itemId: ItemId,
  act: v.picklist(['broken', 'repaired']),
  reason: written(300),
});
export type MarkItem = v.InferOutput<typeof MarkItem>;
export const markItem = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/item-marks',
  summary:
    'Takes a question out of all tests at once, also where it is open just now, or puts it back. Officers of a province or the country.',
  params: v.object({ unit: UnitParam }),
  body: MarkItem,
  /** Rule sets that the bank cannot meet any more without it. */
  output: v.object({ unmet: v.array(v.string()) }),
  refusals: ['assessment/item-unknown', 'assessment/unit-too-small'],
});

export const NeutraliseItem = v.strictObject({
  id: uuid,
  itemId: ItemId,
  reason: written(300),
  /** Without it nothing changes: the difference alone is told. */
  apply: v.optional(v.boolean(), false),
});
export type NeutraliseItem = v.InferOutput<typeof NeutraliseItem>;
export const Neutralised = v.object({
  /** Finished tests in which it was answered. */
  tests: v.number(),
  /** Verdicts that rise, and those that would fall and are left as they are. */
  up: v.number(),
  kept: v.number(),
  applied: v.number(),
});
export type Neutralised = v.InferOutput<typeof Neutralised>;
export const neutraliseItem = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/item-marks/neutralise',
  summary:
    'Scores finished tests without a question: tells the difference, and with `apply` writes it. No verdict is made worse. Officers of the country.',
  params: v.object({ unit: UnitParam }),
  body: NeutraliseItem,
  output: Neutralised,
  refusals: ['assessment/item-unknown', 'assessment/unit-too-small'],
});
