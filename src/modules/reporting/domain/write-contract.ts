// What is written in a report: numbers, texts, acts, recounts.
import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { ReportParams, date, paragraphs, slug, staff, uuid, words } from './contract-parts.ts';
import { choiceReasons, grades } from './ledger.ts';
import { reportStates } from './report-state.ts';

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
