// A report as a file, out and in.
import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { ReportParams, staff, uuid } from './contract-parts.ts';
import { reportStates } from './report-state.ts';

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
