import { route, type Route } from '#platform/http/route.ts';
import {
  getResult,
  getSession,
  listAttempts,
  startSession as start,
  submitAnswer as submit,
  swapTask as swap,
} from '../domain/contract.ts';
import { getCalibration, getItemReport, getProposal } from '../domain/calibration-contract.ts';
import { chooseRules as choose, listRules } from '../domain/rules-contract.ts';
import {
  answerAppeal,
  listAppeals,
  listMarks,
  listUnitAppeals,
  makeAppeal,
  markItem,
  neutraliseItem,
} from '../domain/appeal-contract.ts';
import {
  actOnSitting as act,
  getSeat,
  getSitting,
  listSittings as sittings,
  openSitting as open,
  startInSeat,
  takeSeat,
} from '../domain/sitting-contract.ts';
import { listSignals, replyToSignal as reply } from '../domain/integrity-contract.ts';
import {
  drawRecheck as draw,
  getRecheck,
  getRecheckList,
  listPublishedRechecks,
  listRechecks,
  recordRecheck as record,
} from '../domain/recheck-contract.ts';
import {
  drawRecheck,
  readPublishedRechecks,
  readRecheck,
  readRecheckList,
  readRechecks,
  recordRecheck,
} from './rechecks.ts';
import { chooseRules } from './choose-rules.ts';
import { readRules } from './read-rules.ts';
import { answerAppeal as replyToAppeal, readUnitAppeals } from './appeals/answer-appeal.ts';
import { makeAppeal as appeal, readAppeals } from './appeals/make-appeal.ts';
import { markItem as mark, readMarks } from './items/mark-item.ts';
import { neutraliseItem as neutralise } from './items/neutralise.ts';
import { actOnSitting } from './sittings/act-on-sitting.ts';
import { openSitting, readSittings } from './sittings/open-sitting.ts';
import { readSitting } from './sittings/read-sitting.ts';
import { startInSeat as startSeat } from './sittings/start-in-seat.ts';
import { readSeat, takeSeat as take } from './sittings/take-seat.ts';
import { readSignals } from './read-signals.ts';
import { replyToSignal } from './reply-to-signal.ts';
import { readCalibration, readItemReport, readProposal } from './read-calibration.ts';
import { readAttempts, readResult, readSession } from './read-session.ts';
import { startSession } from './start-session.ts';
import { submitAnswer } from './submit-answer.ts';
import { swapTask } from './swap-task.ts';

import { routesOfPapers } from './paper/routes.ts';
import * as exchange from '../domain/exchange-contract.ts';
import { actOnUnitItem, saveUnitItem } from './exchange/act-on-item.ts';
import { exportUnitItems } from './exchange/export-items.ts';
import { confirmItems, lookAtItems } from './exchange/import-items.ts';
import { readItemImport, readUnitItem, readUnitItems } from './exchange/view-items.ts';

/** Questions of units, in and out. */
const routesOfExchange: readonly Route[] = [
  route(exchange.listUnitItems, (context, { params }) => readUnitItems(context, params.unit)),
  route(
    exchange.lookAtItems,
    (context, { params, query }) => lookAtItems(context, params.unit, params.import, query),
    { perMinute: 20 },
  ),
  route(exchange.getItemImport, (context, { params }) => readItemImport(context, params.unit, params.import)),
  route(exchange.confirmItems, (context, { params }) => confirmItems(context, params.unit, params.import)),
  route(exchange.getUnitItem, (context, { params }) => readUnitItem(context, params.unit, params.item)),
  route(exchange.saveUnitItem, (context, { params, body }) =>
    saveUnitItem(context, params.unit, params.item, body),
  ),
  route(exchange.actOnUnitItem, (context, { params, body }) =>
    actOnUnitItem(context, params.unit, params.item, body),
  ),
  route(exchange.exportUnitItems, (context, { params, query }) =>
    exportUnitItems(
      context,
      params.unit,
      params.format,
      [query.items ?? []].flat().flatMap((one) => one.split(',')),
    ),
  ),
];

export const routes: readonly Route[] = [
  ...routesOfExchange,
  ...routesOfPapers,
  route(listAttempts, (context, { query }) => readAttempts(context, query.programme)),
  route(listRules, (context, { params }) => readRules(context, params.unit)),
  route(choose, (context, { params, body }) => chooseRules(context, params.unit, body)),
  route(sittings, (context, { params }) => readSittings(context, params.unit)),
  route(open, (context, { params, body }) => openSitting(context, params.unit, body)),
  route(getSitting, (context, { params }) => readSitting(context, params.unit, params.sitting)),
  route(act, (context, { params, body }) => actOnSitting(context, params.unit, params.sitting, body)),
  route(takeSeat, (context, { body }) => take(context, body.code)),
  route(getSeat, (context) => readSeat(context)),
  route(startInSeat, (context, { body }) => startSeat(context, body.seat, body.plain)),
  route(listAppeals, (context, { params }) => readAppeals(context, params.session)),
  route(makeAppeal, (context, { params, body }) => appeal(context, params.session, body), { perMinute: 10 }),
  route(listUnitAppeals, (context, { params }) => readUnitAppeals(context, params.unit)),
  route(answerAppeal, (context, { params, body }) =>
    replyToAppeal(context, params.unit, { partKey: params.partKey, id: params.appeal }, body),
  ),
  route(listMarks, (context, { params }) => readMarks(context, params.unit)),
  route(markItem, (context, { params, body }) => mark(context, params.unit, body)),
  route(neutraliseItem, (context, { params, body }) => neutralise(context, params.unit, body)),
  // A whole school stands behind one address: a start is one row, and costs little.
  route(start, (context, { body }) => startSession(context, body), { perMinute: 6000 }),
  route(getSession, (context, { params }) => readSession(context, params.session)),
  route(submit, (context, { params, body }) => submitAnswer(context, params.session, body), {
    // A task comes as everything that was done on the make-believe phone.
    maxBody: 65_536,
  }),
  route(swap, (context, { params, body }) => swapTask(context, params.session, body.itemId)),
  route(listSignals, (context, { params }) => readSignals(context, params.unit)),
  route(reply, (context, { params, body }) => replyToSignal(context, params.partKey, params.signal, body)),
  route(listPublishedRechecks, (context) => readPublishedRechecks(context)),
  route(listRechecks, (context, { params }) => readRechecks(context, params.unit)),
  route(draw, (context, { params, body }) => drawRecheck(context, params.unit, body.period)),
  route(getRecheck, (context, { params }) => readRecheck(context, params.recheck)),
  route(record, (context, { params, body }) => recordRecheck(context, params.recheck, body)),
  route(getRecheckList, (context, { params }) => readRecheckList(context, params.recheck)),
  route(getCalibration, (context, { params }) => readCalibration(context, params.unit)),
  route(getItemReport, (context, { params }) => readItemReport(context, params.unit, params.item)),
  route(getProposal, (context, { params }) => readProposal(context, params.unit)),
  route(getResult, (context, { params }) => readResult(context, params.session)),
];
