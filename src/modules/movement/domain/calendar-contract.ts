import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { BothLanguages } from './indicator.ts';
import { periodKinds, tiers } from './legal-calendar/regime.ts';

const date = v.pipe(v.string(), v.isoDate());

const PeriodView = v.object({
  key: v.string(),
  kind: v.picklist(periodKinds),
  /** 1–12 for months, 1–4 for quarters, 1–2 for half-years; 1 otherwise. */
  number: v.number(),
  dataFrom: date,
  cutOff: date,
  earliestDue: date,
  due: v.array(v.object({ tier: v.picklist(tiers), on: date, byLaw: v.boolean() })),
});
export type PeriodView = v.InferOutput<typeof PeriodView>;

export const ReportCalendar = v.object({
  year: v.number(),
  today: date,
  regime: v.object({ id: v.string(), title: BothLanguages }),
  periods: v.array(PeriodView),
  /** The law behind each kind of period, each tier's day, and the pause after the data close. */
  sources: v.array(v.string()),
  /** Days of rest and swapped days; empty and unknown where the year's are not listed yet. */
  holidaysKnown: v.boolean(),
  holidays: v.array(
    v.object({
      from: date,
      to: date,
      kind: v.picklist(['rest', 'work']),
      name: BothLanguages,
      source: v.string(),
      verified: v.boolean(),
    }),
  ),
  /** The periods in which a plan that asks so asks too early; null when nothing was asked. */
  conflicts: v.nullable(v.array(v.object({ period: v.string(), lastAllowed: date, earliest: date }))),
});
export type ReportCalendar = v.InferOutput<typeof ReportCalendar>;

export const getReportCalendar = endpoint({
  method: 'GET',
  path: '/api/movement/calendar/:year',
  summary: 'Reporting periods of a year with their dates by law; with `day`, where a plan asks too early.',
  params: v.object({ year: v.pipe(NumberText, v.integer(), v.minValue(2020), v.maxValue(2100)) }),
  query: v.object({
    /** Day of the period's last month on which a plan wants the report. */
    day: v.optional(v.pipe(NumberText, v.integer(), v.minValue(1), v.maxValue(31))),
    /** `before`: the day before is the last one; `by`: the day itself is. */
    how: v.optional(v.picklist(['before', 'by']), 'before'),
  }),
  output: ReportCalendar,
  refusals: [],
});
