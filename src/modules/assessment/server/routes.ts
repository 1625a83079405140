import { route, type Route } from '#platform/http/route.ts';
import {
  getResult,
  getSession,
  listAttempts,
  startSession as start,
  submitAnswer as submit,
  swapTask as swap,
} from '../domain/contract.ts';
import { readAttempts, readResult, readSession } from './read-session.ts';
import { startSession } from './start-session.ts';
import { submitAnswer } from './submit-answer.ts';
import { swapTask } from './swap-task.ts';

export const routes: readonly Route[] = [
  route(listAttempts, (context) => readAttempts(context)),
  // A whole school stands behind one address: a start is one row, and costs little.
  route(start, (context, { body }) => startSession(context, body.group, body.plain), { perMinute: 6000 }),
  route(getSession, (context, { params }) => readSession(context, params.session)),
  route(submit, (context, { params, body }) => submitAnswer(context, params.session, body), {
    // A task comes as everything that was done on the make-believe phone.
    maxBody: 65_536,
  }),
  route(swap, (context, { params, body }) => swapTask(context, params.session, body.itemId)),
  route(getResult, (context, { params }) => readResult(context, params.session)),
];
