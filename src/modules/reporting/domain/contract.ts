// What a report shows.
import * as v from 'valibot';
import { choiceReasons } from './ledger.ts';
import { endpoint } from '#platform/http/endpoint.ts';
import {
  LedgerView,
  PeriodView,
  ReportParams,
  UnitParams,
  both,
  date,
  ref,
  staff,
} from './contract-parts.ts';
import { reportStates } from './report-state.ts';

export const CellView = v.object({
  code: v.string(),
  label: both,
  unit: both,
  decimals: v.number(),
  source: v.picklist(['computed', 'none']),
  indicator: v.nullable(v.string()),
  group: v.nullable(both),
  /** People of the group in the unit, as somebody stated them. */
  population: v.nullable(v.object({ value: v.number(), source: v.string(), sourceDate: v.string() })),
  computed: v.nullable(LedgerView),
  declared: v.nullable(
    v.object({
      ...LedgerView.entries,
      choice: v.picklist(['computed', 'declared']),
      reason: v.picklist(['', ...choiceReasons]),
      note: v.string(),
      at: v.string(),
    }),
  ),
  /** Of the declared number, also where it was taken back; 0 before the first. */
  revision: v.number(),
  verified: v.nullable(LedgerView),
  verifiedRevision: v.number(),
  adopted: v.nullable(v.object({ kind: v.picklist(['computed', 'declared']), ...LedgerView.entries })),
  /** What the unit says apart from what was counted. */
  gap: v.nullable(v.object({ people: v.number(), share: v.nullable(v.number()) })),
  /** What held in the period before. */
  previous: v.nullable(v.number()),
  target: v.nullable(
    v.object({ value: v.number(), operator: v.string(), measure: v.string(), year: v.number() }),
  ),
  /** What the units below add up to; null for a unit without parts. */
  parts: v.nullable(
    v.object({ computed: v.number(), declared: v.number(), adopted: v.number(), from: v.number() }),
  ),
});
export type CellView = v.InferOutput<typeof CellView>;

export const SectionView = v.object({
  code: v.string(),
  title: both,
  hint: both,
  role: v.string(),
  body: v.string(),
  revision: v.number(),
});
export type SectionView = v.InferOutput<typeof SectionView>;

export const allowed = ['save', 'enter', 'send', 'return', 'accept', 'verify', 'except'] as const;
export const pastActs = ['save', 'enter', 'send', 'return', 'accept', 'verify', 'except'] as const;
export type PastAct = (typeof pastActs)[number];
export const ReportView = v.object({
  unit: ref,
  above: v.nullable(ref),
  form: v.object({ id: v.string(), title: both, subject: v.string(), source: v.string() }),
  period: PeriodView,
  today: date,
  state: v.picklist(reportStates),
  comment: v.string(),
  edition: v.number(),
  sentAt: v.nullable(v.string()),
  daysLate: v.number(),
  /** The unit above has closed the period; `missing`: without this report. */
  closing: v.nullable(v.object({ closedAt: v.string(), missing: v.boolean() })),
  exception: v.nullable(v.object({ reason: v.string(), until: date })),
  may: v.array(v.picklist(allowed)),
  hasParts: v.boolean(),
  cells: v.array(CellView),
  sections: v.array(SectionView),
  history: v.array(v.object({ act: v.picklist(pastActs), at: v.string(), comment: v.string() })),
});
export type ReportView = v.InferOutput<typeof ReportView>;

export const ReportLine = v.object({
  form: v.object({ id: v.string(), title: both }),
  period: PeriodView,
  state: v.picklist(['none', ...reportStates]),
  daysLate: v.number(),
  closed: v.boolean(),
  /** How many units below have sent theirs; null for a unit without parts. */
  parts: v.nullable(v.object({ all: v.number(), arrived: v.number(), closed: v.boolean() })),
});
export type ReportLine = v.InferOutput<typeof ReportLine>;
export const ReportList = v.object({
  unit: ref,
  today: date,
  reports: v.array(ReportLine),
});
export type ReportList = v.InferOutput<typeof ReportList>;

export const listReports = endpoint({
  method: 'GET',
  path: '/api/reporting/units/:unit/reports',
  summary: 'Reports of a unit that are due or were sent, and how many of the units below have sent theirs.',
  params: UnitParams,
  output: ReportList,
  refusals: staff,
});

export const getReport = endpoint({
  method: 'GET',
  path: '/api/reporting/units/:unit/reports/:form/:period',
  summary:
    'One report: what was counted, said, recounted and holds for each cell, the texts, and what may be done.',
  params: ReportParams,
  output: ReportView,
  refusals: staff,
});
