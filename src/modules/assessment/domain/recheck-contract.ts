import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { tasks } from './integrity/mini-test.ts';

const UnitParam = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const uuid = v.pipe(v.string(), v.uuid());
const ref = v.object({ id: v.number(), name: v.string() });
const Period = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/));
const Share = v.object({ share: v.number(), low: v.number(), high: v.number() });

export const recheckResults = ['confirmed', 'refuted', 'not-reached'] as const;

export const RecheckLine = v.object({
  id: uuid,
  unit: ref,
  period: v.string(),
  finished: v.number(),
  passed: v.number(),
  /** How many are checked again. */
  sample: v.number(),
  /** With the list of passes these give the same sample to whoever draws again. */
  seed: v.string(),
  listDigest: v.string(),
  drawnAt: v.string(),
  confirmed: v.number(),
  refuted: v.number(),
  notReached: v.number(),
  /** Passes out of finished tests, 0 to 1. */
  raw: v.number(),
  /** The rate of passes that hold, with its 95 % interval; null before the first result. */
  estimate: v.nullable(Share),
  /** If none, and if all, of those not reached were confirmed. */
  bounds: v.nullable(v.object({ worst: v.number(), best: v.number() })),
});
export type RecheckLine = v.InferOutput<typeof RecheckLine>;

export const RecheckList = v.object({
  unit: ref,
  /** Months that are over and not drawn yet, the latest first. */
  months: v.array(v.string()),
  rechecks: v.array(RecheckLine),
});
export type RecheckList = v.InferOutput<typeof RecheckList>;

export const RecheckView = v.object({
  recheck: RecheckLine,
  people: v.array(
    v.object({
      /** Part key and session, as results name it. */
      key: v.string(),
      place: v.number(),
      name: v.nullable(v.string()),
      home: v.string(),
      tasks: v.array(v.picklist(tasks)),
      result: v.nullable(
        v.object({
          result: v.picklist(recheckResults),
          tasksDone: v.array(v.string()),
          note: v.string(),
          at: v.string(),
        }),
      ),
    }),
  ),
});
export type RecheckView = v.InferOutput<typeof RecheckView>;

export const listRechecks = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/rechecks',
  summary:
    'Samples of a unit’s passes that are checked again by real tasks, with the rate of passes that hold.',
  params: v.object({ unit: UnitParam }),
  output: RecheckList,
});

export const DrawRecheck = v.strictObject({ period: Period });
export const drawRecheck = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/rechecks',
  summary:
    'Draws the sample of a month that is over, once; the seed follows from the list, nobody chooses it.',
  params: v.object({ unit: UnitParam }),
  body: DrawRecheck,
  output: v.object({ id: uuid }),
  refusals: ['assessment/month-not-over', 'assessment/no-passes', 'assessment/drawn-already'],
});

export const getRecheck = endpoint({
  method: 'GET',
  path: '/api/assessment/rechecks/:recheck',
  summary: 'Whom to visit, the three tasks of each, and what was seen. Opening it is noted in the audit log.',
  params: v.object({ recheck: uuid }),
  output: RecheckView,
  refusals: ['assessment/recheck-not-found'],
});

export const RecordRecheck = v.strictObject({
  id: uuid,
  /** As the view names the person. */
  key: v.pipe(v.string(), v.regex(/^\d{1,9}\/[0-9a-f-]{36}$/)),
  tasksDone: v.pipe(v.array(v.picklist(tasks)), v.maxLength(3)),
  notReached: v.optional(v.boolean(), false),
  note: v.optional(v.pipe(v.string(), v.transform(tidy), v.maxLength(300)), ''),
});
export type RecordRecheck = v.InferOutput<typeof RecordRecheck>;

export const recordRecheck = endpoint({
  method: 'POST',
  path: '/api/assessment/rechecks/:recheck/results',
  summary:
    'What a checker saw: which of the three tasks were done without help, or that the person was not reached.',
  params: v.object({ recheck: uuid }),
  body: RecordRecheck,
  output: v.object({ result: v.picklist(recheckResults) }),
  refusals: ['assessment/recheck-not-found', 'assessment/not-in-sample'],
});

export const getRecheckList = endpoint({
  method: 'GET',
  path: '/api/assessment/rechecks/:recheck/list.txt',
  summary: 'The whole list that was drawn from, ids only, so that anybody who has it can draw again.',
  params: v.object({ recheck: uuid }),
  output: v.any(),
  refusals: ['assessment/recheck-not-found'],
});

export const listPublishedRechecks = endpoint({
  method: 'GET',
  path: '/api/assessment/rechecks',
  summary:
    'For everybody: seeds, sizes and digests of all samples that were drawn, the newest first; no persons.',
  output: v.object({
    method: v.string(),
    rechecks: v.array(
      v.object({
        unit: v.number(),
        period: v.string(),
        passed: v.number(),
        sample: v.number(),
        seed: v.string(),
        listDigest: v.string(),
        drawnAt: v.string(),
      }),
    ),
  }),
});
