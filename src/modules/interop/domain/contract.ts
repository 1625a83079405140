import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';

/** Results in one answer, at most. */
export const MOST_RESULTS = 1_000;

/** Who may read the results of a unit's people by name. */
export const RESULT_READERS = ['leader', 'administrator'] as const;

const Both = v.object({ vi: v.string(), en: v.string() });
const day = v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD'));
const unit = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'must be the number of a unit'), v.transform(Number));
const Asked = {
  from: day,
  to: day,
  group: v.optional(v.pipe(v.string(), v.regex(/^[a-z][a-z-]{1,39}$/, 'must be the code of a target group'))),
};

/** One confirmation, with what a personnel file says of it. */
export const Result = v.object({
  name: v.nullable(v.string()),
  /** Where she lives. */
  unit: v.object({ id: v.number(), name: v.string() }),
  group: v.object({ code: v.string(), vi: v.string(), en: v.string() }),
  subject: Both,
  ruleSet: v.object({ id: v.string(), vi: v.string(), en: v.string() }),
  evidence: Both,
  code: v.string(),
  verifyUrl: v.string(),
  issuer: Both,
  /** `YYYY-MM-DD` in Vietnam */
  issuedOn: v.string(),
  revokedOn: v.nullable(v.string()),
  domains: v.array(v.object({ code: v.string(), name: Both, level: v.string(), words: Both })),
});
export type Result = v.InferOutput<typeof Result>;

export const Results = v.object({
  unit: v.object({ id: v.number(), name: v.string() }),
  from: v.string(),
  to: v.string(),
  /** By name. */
  results: v.array(Result),
});
export type Results = v.InferOutput<typeof Results>;

/** How many there are; names nobody. */
export const ResultCount = v.object({ count: v.number(), most: v.number() });
export type ResultCount = v.InferOutput<typeof ResultCount>;

const refusals = ['interop/period-reversed', 'interop/too-many-results'];

export const countResults = endpoint({
  method: 'GET',
  path: '/api/interop/units/:unit/results/count',
  summary: 'How many confirmations a reading would give, and how many one answer holds; names nobody.',
  params: v.object({ unit }),
  query: v.strictObject(Asked),
  output: ResultCount,
  refusals: ['interop/period-reversed'],
});

export const listResults = endpoint({
  method: 'GET',
  path: '/api/interop/units/:unit/results',
  summary:
    'Confirmations issued between two days to people of a unit who agreed to handing on, at most 1,000; for leaders and administrators there. Each reading is noted in the person’s log.',
  params: v.object({ unit }),
  query: v.strictObject(Asked),
  output: Results,
  refusals,
});

export const getResultsFile = endpoint({
  method: 'GET',
  path: '/api/interop/units/:unit/results/file',
  summary: 'The same as a file: CSV as Vietnamese Excel opens it, or an Excel workbook.',
  params: v.object({ unit }),
  query: v.strictObject({ ...Asked, as: v.optional(v.picklist(['csv', 'xlsx']), 'csv') }),
  output: v.object({}),
  refusals,
});
