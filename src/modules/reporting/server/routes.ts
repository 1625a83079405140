import { route, type Route } from '#platform/http/route.ts';
import * as above from '../domain/above-contract.ts';
import * as contract from '../domain/contract.ts';
import * as files from '../domain/file-contract.ts';
import * as write from '../domain/write-contract.ts';
import { getFlags, replyToFlag as replyToFlagContract } from '../domain/flag-contract.ts';
import { getTimeliness, getTimelinessFile } from '../domain/timeliness-contract.ts';
import * as tickets from '../domain/tickets/contract.ts';
import { actOnReport } from './act-on-report.ts';
import { closePeriod, readParts } from './close-period.ts';
import { exportAnnex, importAnnex } from './documents/annex.ts';
import { reportFile } from './documents/files.ts';
import { readFlags, replyToFlag } from './flags.ts';
import { giveException } from './give-exception.ts';
import { listReports } from './list-reports.ts';
import { readTimeliness, timelinessFile } from './read-timeliness.ts';
import { readReport } from './read-report.ts';
import { saveReport } from './save-report.ts';
import { listTickets } from './tickets/list-tickets.ts';
import { openTicket, stepTicket } from './tickets/write-tickets.ts';
import { verifyNumber } from './verify-number.ts';

export const routes: readonly Route[] = [
  route(getTimeliness, (context, { params, query }) => readTimeliness(context, params.unit, query)),
  route(getTimelinessFile, (context, { params, query }) => timelinessFile(context, params.unit, query)),
  route(contract.listReports, (context, { params }) => listReports(context, params.unit)),
  route(contract.getReport, (context, { params: { unit, form, period } }) =>
    readReport(context, unit, form, period),
  ),
  route(write.saveReport, (context, { params, body }) => saveReport(context, params, body), {
    maxBody: 256 * 1024,
  }),
  route(write.actOnReport, (context, { params, body }) => actOnReport(context, params, body)),
  route(write.verifyNumber, (context, { params, body }) => verifyNumber(context, params, body)),
  route(above.getParts, (context, { params }) => readParts(context, params)),
  route(above.closePeriod, (context, { params, body }) => closePeriod(context, params, body.id)),
  route(above.giveException, (context, { params, body }) => giveException(context, params, body)),
  route(files.getReportWord, (context, { params }) => reportFile(context, params, 'docx'), {
    perMinute: 60,
  }),
  route(files.getReportPdf, (context, { params }) => reportFile(context, params, 'pdf'), {
    perMinute: 60,
  }),
  route(files.getReportCsv, (context, { params }) => reportFile(context, params, 'csv')),
  route(files.getAnnex, (context, { params }) => exportAnnex(context, params), { perMinute: 60 }),
  route(files.putAnnex, (context, { params, query }) => importAnnex(context, params, query.id), {
    perMinute: 30,
  }),
  route(tickets.listTickets, (context, { params }) => listTickets(context, params.unit)),
  route(tickets.openTicket, (context, { params, body }) => openTicket(context, params, body), {
    perMinute: 30,
  }),
  route(tickets.stepTicket, (context, { params, body }) => stepTicket(context, params, body)),
  route(getFlags, (context, { params }) => readFlags(context, params)),
  route(replyToFlagContract, (context, { params, body }) => replyToFlag(context, params, body)),
];
