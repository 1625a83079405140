// What a unit asks of those below it, and what comes back.
import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { day, lines, slug, someLines, someWords, unitParams, uuid, words } from '#platform/text/inputs.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { askerActs, origins, partStates, requestKinds, requestStates, unitActs } from './request.ts';

const staff = ['organisations/sign-in-first', 'organisations/not-found'];
const ref = v.object({ id: v.number(), name: v.string() });
const both = v.object({ vi: v.string(), en: v.string() });
const requestParams = v.strictObject({ unit: NumberText, request: uuid });
const PeriodKey = v.pipe(v.string(), v.regex(/^\d{4}(-(Q[1-4]|H[12]|9M|0[1-9]|1[0-2]))?$/));

export const MOST_FIELDS = 20;

export const RequestLine = v.object({
  id: v.string(),
  title: v.string(),
  kind: v.picklist(requestKinds),
  asker: ref,
  dueOn: v.string(),
  state: v.picklist(requestStates),
  /** Of the unit that was asked; null in the asker's list. */
  part: v.nullable(v.picklist(partStates)),
  overdue: v.boolean(),
  /** Units asked, and those that have answered; both 0 in the list of who was asked. */
  asked: v.number(),
  answered: v.number(),
  reminders: v.number(),
});
export type RequestLine = v.InferOutput<typeof RequestLine>;
export const RequestList = v.object({
  unit: ref,
  mayAsk: v.boolean(),
  received: v.array(RequestLine),
  given: v.array(RequestLine),
});
export type RequestList = v.InferOutput<typeof RequestList>;

export const listRequests = endpoint({
  method: 'GET',
  path: '/api/requests/units/:unit/requests',
  summary: 'What a unit is asked and what it asks of those below, the soonest first.',
  params: unitParams,
  output: RequestList,
  refusals: staff,
});

export const Askable = v.object({
  unit: ref,
  /** Units directly below that can be asked. */
  units: v.array(ref),
  forms: v.array(
    v.object({
      form: v.string(),
      title: both,
      period: v.string(),
      words: v.string(),
      cells: v.array(
        v.object({
          code: v.string(),
          label: both,
          unit: both,
          /** Of how many of the units the number is known. */
          known: v.number(),
        }),
      ),
    }),
  ),
  /** The first day that may be asked for, and on what the kinds rest. */
  earliest: v.string(),
  leastDays: v.number(),
  kindsSource: v.string(),
});
export type Askable = v.InferOutput<typeof Askable>;

export const getAskable = endpoint({
  method: 'GET',
  path: '/api/requests/units/:unit/askable',
  summary: 'What may be asked of units directly below, with how much of it is known already.',
  params: unitParams,
  query: v.strictObject({ form: v.optional(slug), period: v.optional(PeriodKey) }),
  output: Askable,
  refusals: [...staff, 'requests/nobody-below', 'requests/unknown-cell'],
});

export const AskRequest = v.strictObject({
  kind: v.picklist(requestKinds),
  title: someWords(200),
  reason: someLines(2000),
  basis: someWords(500),
  dueOn: day,
  /** The asker's estimate for one unit. */
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
  form: slug,
  period: PeriodKey,
  cells: v.pipe(v.array(slug), v.maxLength(MOST_FIELDS)),
  questions: v.pipe(
    v.array(v.strictObject({ label: someWords(300), unit: words(60), kind: v.picklist(['number', 'text']) })),
    v.maxLength(MOST_FIELDS),
  ),
  /** Empty for all units directly below. */
  units: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.maxLength(500)),
});
export type AskRequest = v.InferOutput<typeof AskRequest>;

const Standing = v.object({ state: v.picklist([...requestStates, 'discarded']) });
export const putRequest = endpoint({
  method: 'PUT',
  path: '/api/requests/units/:unit/requests/:request',
  summary: 'Writes a draft, or changes it until it is sent. The id is made by the writer.',
  params: requestParams,
  body: AskRequest,
  output: Standing,
  refusals: [
    ...staff,
    'requests/unit-asks',
    'requests/request-not-found',
    'requests/sent-already',
    'requests/nobody-below',
    'requests/not-below',
    'requests/nothing-asked',
    'requests/asked-twice',
    'requests/unknown-cell',
    'requests/due-too-soon',
  ],
});

export const ValueView = v.object({
  position: v.number(),
  how: v.picklist(origins),
  num: v.nullable(v.number()),
  words: v.string(),
  source: v.string(),
  sourceDate: v.string(),
});
export type ValueView = v.InferOutput<typeof ValueView>;
export const PartView = v.object({
  unit: ref,
  state: v.picklist(partStates),
  overdue: v.boolean(),
  openedAt: v.nullable(v.string()),
  sentAt: v.nullable(v.string()),
  comment: v.string(),
  reminders: v.number(),
  remindedOn: v.nullable(v.string()),
  values: v.array(ValueView),
});
export type PartView = v.InferOutput<typeof PartView>;
export const FieldView = v.object({
  position: v.number(),
  /** Of the form; null for the asker's own question. */
  cell: v.nullable(v.string()),
  label: both,
  unit: v.string(),
  kind: v.picklist(['number', 'text']),
  decimals: v.number(),
  /** Of how many units it is known, so that they are not asked. */
  known: v.number(),
  /** Numbers of the form that may mean the same, for the asker's own question. */
  similar: v.array(both),
});
export type FieldView = v.InferOutput<typeof FieldView>;

export const RequestView = v.object({
  id: v.string(),
  asker: ref,
  /** Whether the unit on whose page it stands asks or is asked. */
  as: v.picklist(['asker', 'unit']),
  kind: v.picklist(requestKinds),
  title: v.string(),
  reason: v.string(),
  basis: v.string(),
  kindsSource: v.string(),
  dueOn: v.string(),
  minutes: v.number(),
  formId: v.string(),
  form: both,
  period: v.object({ key: v.string(), words: v.string() }),
  state: v.picklist(requestStates),
  sentAt: v.nullable(v.string()),
  fields: v.array(FieldView),
  /** What is asked of whom, over all units. */
  plan: v.object({
    toAsk: v.number(),
    spared: v.number(),
    fields: v.number(),
    known: v.number(),
  }),
  /** How often these units were asked in this quarter before: the middle and the most. */
  before: v.nullable(v.object({ quarter: v.string(), middle: v.number(), most: v.number() })),
  parts: v.array(PartView),
  may: v.array(v.picklist([...askerActs, ...unitActs])),
  mayWrite: v.boolean(),
});
export type RequestView = v.InferOutput<typeof RequestView>;

export const getRequest = endpoint({
  method: 'GET',
  path: '/api/requests/units/:unit/requests/:request',
  summary: 'A request as its asker sees it with every unit, or as one unit sees it with its own part.',
  params: requestParams,
  output: RequestView,
  refusals: [...staff, 'requests/request-not-found'],
});

export const StepRequest = v.strictObject({
  id: uuid,
  act: v.picklist([...askerActs, ...unitActs]),
  /** To whom it is given back. */
  unitId: v.nullable(v.pipe(v.number(), v.integer())),
  words: lines(2000),
});
export type StepRequest = v.InferOutput<typeof StepRequest>;
export const stepRequest = endpoint({
  method: 'POST',
  path: '/api/requests/units/:unit/requests/:request/steps',
  summary:
    'The asker sends, discards, reminds, gives back or closes; a unit begins and sends its answer. The same id is one act.',
  params: requestParams,
  body: StepRequest,
  output: Standing,
  refusals: [
    ...staff,
    'requests/request-not-found',
    'requests/unit-asks',
    'requests/leader-sends',
    'requests/due-too-soon',
    'requests/nothing-missing',
    'requests/not-now',
    'requests/reminded-today',
    'requests/words-needed',
    'requests/answers-missing',
    'requests/repeat-differs',
  ],
});

export const WriteAnswers = v.strictObject({
  values: v.pipe(
    v.array(v.strictObject({ position: v.pipe(v.number(), v.integer()), typed: lines(2000) })),
    v.maxLength(MOST_FIELDS),
  ),
});
export type WriteAnswers = v.InferOutput<typeof WriteAnswers>;
export const writeAnswers = endpoint({
  method: 'PUT',
  path: '/api/requests/units/:unit/requests/:request/answers',
  summary: 'What a unit says to the questions that are open; all or nothing, an empty one is taken back.',
  params: requestParams,
  body: WriteAnswers,
  output: v.object({ written: v.number() }),
  refusals: [
    ...staff,
    'requests/request-not-found',
    'requests/unit-asks',
    'requests/not-now',
    'requests/number-faults',
  ],
});

export const getAnswersFile = endpoint({
  method: 'GET',
  path: '/api/requests/units/:unit/requests/:request/answers',
  summary: 'What is known and answered as a table, a line for each unit; of a draft what is known already.',
  params: requestParams,
  query: v.strictObject({ as: v.picklist(['csv', 'xlsx']) }),
  output: v.string(),
  refusals: [...staff, 'requests/request-not-found'],
});
