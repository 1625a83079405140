import { route, type Route } from '#platform/http/route.ts';
import {
  getResult,
  getSession,
  listAttempts,
  startSession as start,
  submitAnswer as submit,
} from '../domain/contract.ts';
import { readAttempts, readResult, readSession } from './read-session.ts';
import { startSession } from './start-session.ts';
import { submitAnswer } from './submit-answer.ts';

export const routes: readonly Route[] = [
  route(listAttempts, (context) => readAttempts(context)),
  // A whole school stands behind one address: a start is one row, and costs little.
  route(start, (context, { body }) => startSession(context, body.group), { perMinute: 6000 }),
  route(getSession, (context, { params }) => readSession(context, params.session)),
  route(submit, (context, { params, body }) => submitAnswer(context, params.session, body), {
    maxBody: 4096,
  }),
  route(getResult, (context, { params }) => readResult(context, params.session)),
];
