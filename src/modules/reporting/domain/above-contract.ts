// What the unit above does: who is missing, closing, exceptions.
import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { PeriodView, ReportParams, both, date, ref, staff, uuid, words } from './contract-parts.ts';
import { reportStates } from './report-state.ts';

export const PartLine = v.object({
  unit: ref,
  state: v.picklist(['none', ...reportStates]),
  sentAt: v.nullable(v.string()),
  daysLate: v.number(),
  /** Came after the close: a supplement, dated. */
  supplement: v.boolean(),
});
export type PartLine = v.InferOutput<typeof PartLine>;
export const PartsView = v.object({
  unit: ref,
  form: v.object({ id: v.string(), title: both }),
  period: PeriodView,
  today: date,
  parts: v.array(PartLine),
  sums: v.array(
    v.object({
      code: v.string(),
      label: both,
      computed: v.number(),
      declared: v.number(),
      adopted: v.number(),
      from: v.number(),
    }),
  ),
  closing: v.nullable(
    v.object({
      closedAt: v.string(),
      digest: v.string(),
      missing: v.array(v.object({ id: v.number(), name: v.string() })),
    }),
  ),
  mayClose: v.boolean(),
});
export type PartsView = v.InferOutput<typeof PartsView>;
export const getParts = endpoint({
  method: 'GET',
  path: '/api/reporting/units/:unit/reports/:form/:period/parts',
  summary:
    'Who of the units below has sent a report, who is missing, and what they add up to; frozen once closed.',
  params: ReportParams,
  output: PartsView,
  refusals: staff,
});

export const closePeriod = endpoint({
  method: 'POST',
  path: '/api/reporting/units/:unit/reports/:form/:period/closing',
  summary:
    'Closes a period over the units below: names who is missing and freezes what holds. Once, after the data close.',
  params: ReportParams,
  body: v.strictObject({ id: uuid }),
  output: v.object({ missing: v.array(v.object({ id: v.number(), name: v.string() })), digest: v.string() }),
  refusals: [
    ...staff,
    'reporting/leader-closes',
    'reporting/data-open',
    'reporting/closed-already',
    'reporting/no-parts',
  ],
});

export const GiveException = v.strictObject({
  id: uuid,
  reason: v.pipe(words(500), v.minLength(10)),
  until: date,
});
export type GiveException = v.InferOutput<typeof GiveException>;
export const giveException = endpoint({
  method: 'POST',
  path: '/api/reporting/units/:unit/reports/:form/:period/exceptions',
  summary: 'The leader above lets a report of a closed period be changed once more: why, and until when.',
  params: ReportParams,
  body: GiveException,
  output: v.object({ state: v.picklist(reportStates) }),
  refusals: [
    ...staff,
    'reporting/leader-closes',
    'reporting/not-closed',
    'reporting/wrong-day',
    'reporting/not-sent',
    'reporting/repeat-differs',
  ],
});
