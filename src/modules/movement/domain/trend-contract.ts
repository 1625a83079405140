import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { Denominator, UnitName } from './contract.ts';
import { BothLanguages, slug } from './indicator.ts';
import { withoutForecast } from './trend.ts';

export const IndicatorName = v.object({ code: v.string(), name: BothLanguages, short: BothLanguages });

export const TrendView = v.object({
  unit: UnitName,
  path: v.array(UnitName),
  today: v.string(),
  year: v.number(),
  indicator: v.object({ ...IndicatorName.entries, source: v.picklist(['computed', 'imported', 'declared']) }),
  /** All that a trend can be asked of. */
  indicators: v.array(IndicatorName),
  /** The target of this year by which the unit is measured; null without one, `needed` null where it cannot be said. */
  target: v.nullable(
    v.object({
      plan: BothLanguages,
      issuer: UnitName,
      value: v.nullable(v.number()),
      operator: v.nullable(v.picklist(['>=', '>'])),
      measure: v.picklist(['percent', 'people']),
      written: v.nullable(BothLanguages),
      needed: v.nullable(v.number()),
    }),
  ),
  denominator: v.nullable(Denominator),
  /** By month, the oldest first; empty where nothing is counted. */
  points: v.array(
    v.object({
      month: v.string(),
      day: v.string(),
      num: v.number(),
      added: v.number(),
      /** Of the newest snapshot of that month, as it was frozen; null without one. */
      frozen: v.nullable(v.number()),
      /** What the target of the year asked for by then. */
      due: v.nullable(v.number()),
      rate: v.nullable(v.number()),
    }),
  ),
  pace: v.nullable(v.object({ needed: v.number(), lately: v.number() })),
  forecast: v.nullable(v.object({ day: v.string(), low: v.number(), mid: v.number(), high: v.number() })),
  /** Why there is no forecast; null with one. */
  without: v.nullable(v.picklist([...withoutForecast, 'no-source'])),
});
export type TrendView = v.InferOutput<typeof TrendView>;

const asking = {
  params: v.object({ unit: NumberText }),
  query: v.strictObject({ indicator: v.optional(v.pipe(v.string(), v.maxLength(60), slug)) }),
  refusals: ['organisations/sign-in-first', 'organisations/not-found', 'movement/not-found'],
};

export const getTrend = endpoint({
  ...asking,
  method: 'GET',
  path: '/api/movement/units/:unit/trend',
  summary:
    'An indicator of a unit by month: counted, frozen, due by the target, the pace, and where the year may end, or why that is not said.',
  output: TrendView,
});

export const getTrendFile = endpoint({
  ...asking,
  method: 'GET',
  path: '/api/movement/units/:unit/trend-file',
  summary: 'The same table as CSV.',
  output: v.string(),
});
