import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { both, PeriodKey, ref, slug, staff, UnitParams } from './contract-parts.ts';

const share = v.nullable(v.number());
export const RatesView = v.object({
  units: v.number(),
  onTime: v.number(),
  late: v.number(),
  overdue: v.number(),
  open: v.number(),
  rate: share,
  onTimeRate: share,
  completeness: share,
});
export type RatesView = v.InferOutput<typeof RatesView>;
export const VerifiedView = v.nullable(
  v.object({
    checked: v.number(),
    confirmed: v.number(),
    ratio: v.number(),
    low: v.number(),
    high: v.number(),
  }),
);
export type VerifiedView = v.InferOutput<typeof VerifiedView>;

export const TimelinessView = v.object({
  unit: ref,
  path: v.array(ref),
  today: v.string(),
  forms: v.array(v.object({ id: v.string(), title: both })),
  form: v.object({ id: v.string(), title: both }),
  /** The periods at hand, the newest first; each level of units that reports, widest first. */
  periods: v.array(
    v.object({
      key: v.string(),
      words: v.string(),
      levels: v.array(v.object({ kind: v.string(), due: v.string(), rates: RatesView })),
    }),
  ),
  /** The period that the units below are told of. */
  period: v.object({ key: v.string(), words: v.string(), cutOff: v.string() }),
  /** The units directly below: their own report where they send one, and those of the units under them. */
  parts: v.array(
    v.object({
      unit: ref,
      own: v.nullable(RatesView),
      below: v.nullable(RatesView),
      verified: VerifiedView,
    }),
  ),
  verified: VerifiedView,
});
export type TimelinessView = v.InferOutput<typeof TimelinessView>;

const asking = {
  params: UnitParams,
  query: v.strictObject({ form: v.optional(slug), period: v.optional(PeriodKey) }),
  refusals: staff,
};

export const getTimeliness = endpoint({
  ...asking,
  method: 'GET',
  path: '/api/reporting/units/:unit/timeliness',
  summary:
    'Reporting rates of a unit and all below it: in time, late, overdue, open, filled in, and what held when it was checked again.',
  output: TimelinessView,
});

export const getTimelinessFile = endpoint({
  ...asking,
  method: 'GET',
  path: '/api/reporting/units/:unit/timeliness-file',
  summary: 'The units below in one period as CSV.',
  output: v.string(),
});
