import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { MOST_SHEETS } from './paper/number.ts';
import { paperStandings } from './paper/standing.ts';

const UnitParam = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const uuid = v.pipe(v.string(), v.uuid());
const ref = v.object({ id: v.number(), name: v.string() });
const Words = v.object({ vi: v.string(), en: v.optional(v.string()) });
const unitParams = v.object({ unit: UnitParam });
const sitting = v.object({ id: uuid, place: v.string(), endedAt: v.nullable(v.string()) });

export const PapersView = v.object({
  unit: ref,
  /** What can be printed, by group; of each group first what holds for the unit's people. */
  rules: v.array(
    v.object({
      id: v.string(),
      name: Words,
      group: v.string(),
      groupName: Words,
      questions: v.number(),
    }),
  ),
  /** Sittings that go on. */
  sittings: v.array(v.object({ id: uuid, place: v.string(), group: v.string(), ruleSet: v.string() })),
  batches: v.array(
    v.object({
      id: uuid,
      number: v.string(),
      ruleSet: Words,
      /** Null of a stock. */
      place: v.nullable(v.string()),
      variants: v.picklist(['personal', 'forms']),
      large: v.boolean(),
      sheets: v.number(),
      counted: v.number(),
      printedAt: v.string(),
    }),
  ),
  most: v.number(),
});
export type PapersView = v.InferOutput<typeof PapersView>;

export const listPapers = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/papers',
  summary: 'Test papers that a unit printed, and what it can print now.',
  params: unitParams,
  output: PapersView,
});

export const PrintPapers = v.strictObject({
  id: uuid,
  group: v.pipe(v.string(), v.maxLength(40)),
  ruleSet: v.pipe(v.string(), v.maxLength(60)),
  /** Null for a stock that any sitting of these rules may use. */
  sitting: v.nullable(uuid),
  /** Every sheet its own questions, or four forms in turn. */
  variants: v.picklist(['personal', 'forms']),
  sheets: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_SHEETS)),
  large: v.boolean(),
});
export type PrintPapers = v.InferOutput<typeof PrintPapers>;

export const printPapers = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/papers',
  summary:
    'Draws the questions of numbered test papers within the blueprint and the exposure limits; once by id.',
  params: unitParams,
  body: PrintPapers,
  output: v.object({ id: uuid }),
  refusals: [
    'assessment/rules-unknown',
    'assessment/rules-unmet',
    'assessment/sitting-not-found',
    'assessment/sitting-ended',
    'assessment/paper-other-rules',
  ],
});

/** The papers themselves, or the key, which is printed apart and sealed. */
export const getPapersPdf = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/papers/:batch/:part',
  summary: 'The papers of a batch as a tagged PDF, or their marking key; who opened the key is logged.',
  params: v.object({ unit: UnitParam, batch: uuid, part: v.picklist(['sheets', 'key']) }),
  output: v.object({}),
  refusals: ['assessment/paper-not-found'],
});

const sittingParams = v.object({ unit: UnitParam, sitting: uuid });
export const PaperLine = v.object({
  number: v.string(),
  standing: v.picklist(paperStandings),
  /** The asker has typed it to the end. */
  mine: v.boolean(),
  personCode: v.nullable(v.string()),
});
export type PaperLine = v.InferOutput<typeof PaperLine>;

export const listSittingPapers = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/sittings/:sitting/papers',
  summary: 'Sheets written in a sitting and how far their entry has come; no answers.',
  params: sittingParams,
  output: v.object({ unit: ref, sitting, ruleSet: Words, papers: v.array(PaperLine) }),
  refusals: ['assessment/sitting-not-found'],
});

const paperParams = v.object({ unit: UnitParam, sitting: uuid, number: v.pipe(v.string(), v.maxLength(20)) });
export const PaperView = v.object({
  unit: ref,
  sitting,
  number: v.string(),
  form: v.nullable(v.string()),
  standing: v.picklist(paperStandings),
  /** What the asker may do with it now. */
  next: v.nullable(v.picklist(['type', 'type-again', 'settle'])),
  questions: v.array(
    v.object({
      letters: v.string(),
      /** Letters of an answer; 0 where any number fits. */
      exactly: v.number(),
    }),
  ),
  /** What the asker has typed so far; nobody else's. */
  draft: v.nullable(v.object({ personCode: v.string(), answers: v.array(v.string()) })),
  /** What two hands typed differently; `position` from 0, -1 is the person code. */
  differences: v.array(v.object({ position: v.number(), one: v.string(), other: v.string() })),
  voidReason: v.nullable(v.string()),
});
export type PaperView = v.InferOutput<typeof PaperView>;

const notHere = [
  'assessment/sitting-not-found',
  'assessment/paper-not-found',
  'assessment/paper-other-sitting',
  'assessment/paper-other-rules',
] as const;
export const getPaper = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/sittings/:sitting/papers/:number',
  summary: 'A sheet to be typed in: how many questions, which letters each has, and the asker’s own draft.',
  params: paperParams,
  output: PaperView,
  refusals: notHere,
});

const PersonCode = v.pipe(v.string(), v.maxLength(12), v.transform(tidy));
const Typed = v.pipe(v.string(), v.maxLength(40));
export const TypePaper = v.strictObject({
  id: uuid,
  personCode: PersonCode,
  answers: v.pipe(v.array(Typed), v.maxLength(110)),
  /** False keeps a draft; true says that the whole sheet was typed. */
  done: v.boolean(),
});
export type TypePaper = v.InferOutput<typeof TypePaper>;

const counting = [
  ...notHere,
  'assessment/sitting-ended',
  'assessment/paper-letters',
  'assessment/paper-entered',
  'assessment/paper-void',
  'assessment/person-code-unknown',
  'assessment/seat-not-so',
  'assessment/wait-before-retake',
  'assessment/passed-already',
] as const;
export const typePaper = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/sittings/:sitting/papers/:number/entries',
  summary:
    'Keeps what one person typed from a sheet. It counts once a second person has typed the same; where they differ, the places are shown. What was typed is kept also when it is refused.',
  params: paperParams,
  body: TypePaper,
  output: v.object({ standing: v.picklist(paperStandings) }),
  refusals: counting,
});

export const settlePaper = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/sittings/:sitting/papers/:number/settle',
  summary: 'Says, with the paper in hand, what stands where two hands differ; then it counts.',
  params: paperParams,
  body: v.strictObject({
    id: uuid,
    /** By position; `-1` is the person code. */
    values: v.pipe(
      v.record(v.pipe(v.string(), v.regex(/^(-1|\d{1,2})$/)), Typed),
      v.check((values) => Object.keys(values).length <= 110, 'too many'),
    ),
  }),
  output: v.object({ standing: v.picklist(paperStandings) }),
  refusals: [...counting, 'assessment/paper-nothing-to-settle'],
});

export const voidPaper = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/sittings/:sitting/papers/:number/void',
  summary: 'Takes a sheet out for a reason: spoiled, handed out twice, written by nobody.',
  params: paperParams,
  body: v.strictObject({
    id: uuid,
    words: v.pipe(v.string(), v.transform(tidy), v.minLength(3), v.maxLength(300)),
  }),
  output: v.object({ standing: v.picklist(paperStandings) }),
  refusals: [...notHere, 'assessment/paper-entered'],
});
