import { route, type Route } from '#platform/http/route.ts';
import { getBurden } from '../domain/burden-contract.ts';
import * as contract from '../domain/contract.ts';
import { answersFile, writeAnswers } from './answers.ts';
import { readBurden } from './burden.ts';
import { listRequests, readRequest } from './read-request.ts';
import { stepRequest } from './step-request.ts';
import { putRequest, readAskable } from './write-request.ts';

export const routes: readonly Route[] = [
  route(contract.listRequests, (context, { params }) => listRequests(context, params.unit)),
  route(contract.getAskable, (context, { params, query }) => readAskable(context, params.unit, query)),
  route(contract.putRequest, (context, { params, body }) => putRequest(context, params, body)),
  route(contract.getRequest, (context, { params }) => readRequest(context, params.unit, params.request)),
  route(contract.stepRequest, (context, { params, body }) => stepRequest(context, params, body)),
  route(contract.writeAnswers, (context, { params, body }) => writeAnswers(context, params, body)),
  route(contract.getAnswersFile, (context, { params, query }) => answersFile(context, params, query.as), {
    perMinute: 60,
  }),
  route(getBurden, (context, { params, query }) => readBurden(context, params.unit, query.quarter)),
];
