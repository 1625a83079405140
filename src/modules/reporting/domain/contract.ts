import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { choiceReasons, grades } from './ledger.ts';
import { reportStates } from './report-state.ts';

const uuid = v.pipe(v.string(), v.uuid());
const slug = v.pipe(v.string(), v.maxLength(60), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
export const PeriodKey = v.pipe(v.string(), v.regex(/^\d{4}(-(Q[1-4]|H[12]|9M|0[1-9]|1[0-2]))?$/));
const date = v.pipe(v.string(), v.isoDate());
const both = v.object({ vi: v.string(), en: v.string() });
const ref = v.object({ id: v.number(), name: v.string(), kind: v.string() });
const words = (most: number) =>
  v.pipe(v.string(), v.maxLength(most * 2), v.transform(tidy), v.maxLength(most));
/** Paragraphs stay paragraphs. */
const paragraphs = v.pipe(
  v.string(),
  v.maxLength(20_000),
  v.transform((text) =>
    text
      .split(/\r?\n/)
      .map(tidy)
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
  ),
);
export const UnitParams = v.object({ unit: NumberText });
export const ReportParams = v.object({ unit: NumberText, form: slug, period: PeriodKey });
const staff = ['organisations/sign-in-first', 'organisations/not-found', 'reporting/report-not-found'];

const PeriodView = v.object({
  key: v.string(),
  kind: v.string(),
  /** As it is said in Vietnamese: quý III năm 2026. */
  words: v.string(),
  dataFrom: date,
  cutOff: date,
  due: date,
});
export const LedgerView = v.object({
  num: v.number(),
  den: v.nullable(v.number()),
  source: v.string(),
  sourceDate: date,
  grade: v.picklist(grades),
});
export type LedgerView = v.InferOutput<typeof LedgerView>;

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

/** Numbers come as they were typed; `revision` is the one that the writer saw. */
export const TypedNumber = v.strictObject({
  cell: slug,
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  num: v.pipe(v.string(), v.maxLength(40)),
  den: v.optional(v.pipe(v.string(), v.maxLength(40)), ''),
  source: v.optional(words(200), ''),
  sourceDate: v.optional(v.union([v.literal(''), date]), ''),
  grade: v.optional(v.picklist(grades), 'E0'),
  choice: v.optional(v.picklist(['computed', 'declared']), 'declared'),
  reason: v.optional(v.picklist(['', ...choiceReasons]), ''),
  note: v.optional(words(500), ''),
});
export type TypedNumber = v.InferOutput<typeof TypedNumber>;
export const SaveReport = v.strictObject({
  /** Made by the writer; the same id with the same content is written once. */
  id: uuid,
  numbers: v.optional(v.pipe(v.array(TypedNumber), v.maxLength(80)), []),
  texts: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          section: slug,
          revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
          body: paragraphs,
        }),
      ),
      v.maxLength(20),
    ),
    [],
  ),
});
export type SaveReport = v.InferOutput<typeof SaveReport>;

/** Two who wrote the same field: what stands there now beside what was to be written. */
export interface Meanwhile {
  readonly field: string;
  readonly revision: number;
  readonly theirs: string;
  readonly yours: string;
  readonly at: string;
}

export const saveReport = endpoint({
  method: 'PUT',
  path: '/api/reporting/units/:unit/reports/:form/:period',
  summary:
    'Writes numbers and texts of a report, all or none. Faulty numbers are listed; a field that somebody else wrote meanwhile comes back with both values.',
  params: ReportParams,
  body: SaveReport,
  output: v.object({ state: v.picklist(reportStates), written: v.number() }),
  refusals: [
    ...staff,
    'reporting/clerk-enters',
    'reporting/number-faults',
    'reporting/written-meanwhile',
    'reporting/repeat-differs',
    'reporting/sent-already',
    'reporting/period-closed',
  ],
});

export const ActOnReport = v.strictObject({
  id: uuid,
  act: v.picklist(['enter', 'send', 'return', 'accept']),
  comment: v.optional(words(1000), ''),
});
export type ActOnReport = v.InferOutput<typeof ActOnReport>;
export const actOnReport = endpoint({
  method: 'POST',
  path: '/api/reporting/units/:unit/reports/:form/:period/acts',
  summary:
    'The clerk has entered it, the leader sends it, the unit above returns it with a comment or accepts it.',
  params: ReportParams,
  body: ActOnReport,
  output: v.object({ state: v.picklist(reportStates) }),
  refusals: [
    ...staff,
    'reporting/clerk-enters',
    'reporting/leader-sends',
    'reporting/above-decides',
    'reporting/comment-needed',
    'reporting/nothing-written',
    'reporting/not-entered',
    'reporting/not-sent',
    'reporting/sent-already',
    'reporting/settled',
    'reporting/period-closed',
    'reporting/repeat-differs',
  ],
});

export const VerifyNumber = v.strictObject({
  id: uuid,
  cell: slug,
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  num: v.pipe(v.string(), v.maxLength(40)),
  den: v.optional(v.pipe(v.string(), v.maxLength(40)), ''),
  source: v.pipe(words(200), v.minLength(3)),
  sourceDate: date,
  grade: v.picklist(['E1', 'E2', 'E3', 'E4', 'E5']),
});
export type VerifyNumber = v.InferOutput<typeof VerifyNumber>;
export const verifyNumber = endpoint({
  method: 'POST',
  path: '/api/reporting/units/:unit/reports/:form/:period/verified',
  summary: 'The unit above writes what a recount found for one cell; what was said stays beside it.',
  params: ReportParams,
  body: VerifyNumber,
  output: v.object({ revision: v.number() }),
  refusals: [
    ...staff,
    'reporting/above-decides',
    'reporting/number-faults',
    'reporting/written-meanwhile',
    'reporting/not-sent',
    'reporting/period-closed',
    'reporting/repeat-differs',
  ],
});

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

const file = { method: 'GET', params: ReportParams, output: v.string(), refusals: staff } as const;
export const getReportWord = endpoint({
  ...file,
  path: '/api/reporting/units/:unit/reports/:form/:period/report.docx',
  summary: 'The report as Word in the shape of Decree 30/2020; its numbers are fields bound to properties.',
});
export const getReportPdf = endpoint({
  ...file,
  path: '/api/reporting/units/:unit/reports/:form/:period/report.pdf',
  summary: 'The report as PDF in the same shape, to look at and print.',
});
export const getReportCsv = endpoint({
  ...file,
  path: '/api/reporting/units/:unit/reports/:form/:period/report.csv',
  summary: 'All four numbers of every cell as CSV, semicolons and BOM as Vietnamese Excel reads it.',
});
export const getAnnex = endpoint({
  ...file,
  path: '/api/reporting/units/:unit/reports/:form/:period/annex.xlsx',
  summary: 'The numbers as a spreadsheet that can be filled in elsewhere and taken back.',
});

/** The body is the spreadsheet itself, `application/octet-stream`, at most 2 MiB. */
export const putAnnex = endpoint({
  method: 'PUT',
  path: '/api/reporting/units/:unit/reports/:form/:period/annex',
  summary:
    'Takes a filled-in annex back, all or nothing, as if its numbers were typed. One with formulas, macros, links, moved columns or of another report is refused.',
  params: ReportParams,
  query: v.object({ id: uuid }),
  output: v.object({ state: v.picklist(reportStates), written: v.number() }),
  refusals: [
    ...staff,
    'http/wrong-content-type',
    'http/body-too-large',
    'reporting/clerk-enters',
    'reporting/not-a-sheet',
    'reporting/sheet-too-large',
    'reporting/sheet-macros',
    'reporting/sheet-links',
    'reporting/sheet-formulas',
    'reporting/sheet-not-ours',
    'reporting/sheet-of-another',
    'reporting/sheet-columns',
    'reporting/number-faults',
    'reporting/written-meanwhile',
    'reporting/sent-already',
    'reporting/period-closed',
    'reporting/repeat-differs',
  ],
});
