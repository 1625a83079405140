// Estimates of cost by unit and year, what was paid, and what units below add up to.
import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { day, lines, someWords, uuid, words } from '#platform/text/inputs.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { sources } from './money.ts';

const staff = ['organisations/sign-in-first', 'organisations/not-found'];
const ref = v.object({ id: v.number(), name: v.string() });
const Year = v.pipe(v.string(), v.regex(/^20\d\d$/, 'must be a year of this century'), v.transform(Number));
const yearParams = v.strictObject({ unit: NumberText, year: Year });
const lineParams = v.strictObject({ ...yearParams.entries, line: uuid });
const Sum = v.object({ planned: v.number(), spent: v.number() });

const PaymentView = v.object({
  id: v.string(),
  amount: v.number(),
  paidOn: v.string(),
  note: v.string(),
  struck: v.boolean(),
});
export const LineView = v.object({
  id: v.string(),
  task: v.nullable(v.object({ id: v.string(), title: v.string() })),
  item: v.string(),
  measure: v.string(),
  quantity: v.number(),
  /** Whole đồng, as all money here. */
  price: v.number(),
  planned: v.number(),
  spent: v.number(),
  source: v.picklist(sources),
  note: v.string(),
  payments: v.array(PaymentView),
});
export type LineView = v.InferOutput<typeof LineView>;

export const BudgetView = v.object({
  unit: ref,
  year: v.number(),
  state: v.picklist(['none', 'draft', 'sent']),
  edition: v.number(),
  sentAt: v.nullable(v.string()),
  lines: v.array(LineView),
  own: Sum,
  /** The unit itself and every estimate below it that was sent. */
  total: Sum,
  bySource: v.array(v.object({ source: v.picklist(sources), sum: Sum })),
  byTask: v.array(v.object({ task: v.nullable(v.object({ id: v.string(), title: v.string() })), sum: Sum })),
  /** Units directly below, each with all below it. */
  byUnit: v.array(v.object({ unit: ref, state: v.picklist(['none', 'draft', 'sent']), sum: Sum })),
  /** Tasks that a line may belong to. */
  tasks: v.array(v.object({ id: v.string(), title: v.string() })),
  mayWrite: v.boolean(),
  mayPay: v.boolean(),
  maySend: v.boolean(),
  mayReopen: v.boolean(),
});
export type BudgetView = v.InferOutput<typeof BudgetView>;

export const getBudget = endpoint({
  method: 'GET',
  path: '/api/budgets/units/:unit/years/:year',
  summary: 'A unit’s estimate of a year with what was paid, and what it and the units below add up to.',
  params: yearParams,
  output: BudgetView,
  refusals: staff,
});

export const WriteLine = v.strictObject({
  task: v.nullable(uuid),
  item: someWords(300),
  measure: someWords(60),
  /** As it was typed: 1.234,5. */
  quantity: v.pipe(v.string(), v.maxLength(40)),
  /** Đồng, as it was typed: 1.500.000. */
  price: v.pipe(v.string(), v.maxLength(40)),
  source: v.picklist(sources),
  note: words(500),
});
export type WriteLine = v.InferOutput<typeof WriteLine>;

const writing = ['budgets/unit-writes', 'budgets/sent-already'];
export const writeLine = endpoint({
  method: 'PUT',
  path: '/api/budgets/units/:unit/years/:year/lines/:line',
  summary: 'Writes a line of an estimate, or changes it until it is sent. The id is made by the writer.',
  params: lineParams,
  body: WriteLine,
  output: v.object({ planned: v.number() }),
  refusals: [
    ...staff,
    ...writing,
    'budgets/line-not-found',
    'budgets/task-unknown',
    'budgets/number-faults',
    'budgets/too-many-lines',
  ],
});

export const removeLine = endpoint({
  method: 'DELETE',
  path: '/api/budgets/units/:unit/years/:year/lines/:line',
  summary:
    'Takes a line out of an estimate that was not sent; one with payments stays. Again changes nothing.',
  params: lineParams,
  output: v.object({ removed: v.boolean() }),
  refusals: [...staff, ...writing, 'budgets/line-not-found', 'budgets/has-payments'],
});

export const Pay = v.strictObject({
  amount: v.pipe(v.string(), v.maxLength(40)),
  paidOn: day,
  note: words(300),
});
export type Pay = v.InferOutput<typeof Pay>;
const paymentParams = v.strictObject({ ...lineParams.entries, payment: uuid });
export const addPayment = endpoint({
  method: 'PUT',
  path: '/api/budgets/units/:unit/years/:year/lines/:line/payments/:payment',
  summary: 'Notes what was paid for a line. The same again is one payment.',
  params: paymentParams,
  body: Pay,
  output: v.object({ spent: v.number() }),
  refusals: [
    ...staff,
    'budgets/unit-writes',
    'budgets/line-not-found',
    'budgets/number-faults',
    'budgets/day-ahead',
    'budgets/repeat-differs',
  ],
});
export const strikePayment = endpoint({
  method: 'DELETE',
  path: '/api/budgets/units/:unit/years/:year/lines/:line/payments/:payment',
  summary: 'Strikes a payment that was noted in error; it stays readable and no longer counts.',
  params: paymentParams,
  output: v.object({ spent: v.number() }),
  refusals: [...staff, 'budgets/unit-writes', 'budgets/line-not-found'],
});

export const StepBudget = v.strictObject({
  id: uuid,
  act: v.picklist(['send', 'reopen']),
  words: lines(1000),
});
export type StepBudget = v.InferOutput<typeof StepBudget>;
export const stepBudget = endpoint({
  method: 'POST',
  path: '/api/budgets/units/:unit/years/:year/steps',
  summary: 'The leader sends an estimate, so that it counts above, or takes it back with words to change it.',
  params: yearParams,
  body: StepBudget,
  output: v.object({ state: v.picklist(['draft', 'sent']) }),
  refusals: [
    ...staff,
    'budgets/leader-sends',
    'budgets/nothing-to-send',
    'budgets/sent-already',
    'budgets/not-sent',
    'budgets/words-needed',
    'budgets/repeat-differs',
  ],
});

export const getBudgetFile = endpoint({
  method: 'GET',
  path: '/api/budgets/units/:unit/years/:year/file',
  summary: 'The estimate as a table: its lines, then sums by source and by unit below.',
  params: yearParams,
  query: v.strictObject({ as: v.picklist(['xlsx', 'csv', 'docx']) }),
  output: v.string(),
  refusals: staff,
});
