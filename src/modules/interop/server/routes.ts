import { route, type Route } from '#platform/http/route.ts';
import { countResults, getResultsFile, listResults } from '../domain/contract.ts';
import { getOAuthMetadata, requestToken } from '../domain/oauth-contract.ts';
import { pullConfirmations, pullFigures, pullResults } from '../domain/pull-contract.ts';
import {
  acknowledgeBatch,
  correctRow,
  getBatch,
  getBatchFile,
  getBatchKey,
  makeBatch,
} from '../domain/batches-contract.ts';
import {
  endReceiver,
  endReceiverKey,
  getReceiver,
  listReceivers,
  registerReceiver,
  retryDeliveries,
  rotateReceiverSecret,
} from '../domain/receivers-contract.ts';
import { end, endKey, register, retry, rotate } from './desk-acts.ts';
import { readReceiver, readReceivers } from './desk.ts';
import { acknowledge, batchFile, correct, make, readBatch } from './files/desk-batches.ts';
import { batchKey } from './files/sign-batch.ts';
import { issueToken } from './oauth/issue-token.ts';
import { readMetadata } from './oauth/metadata.ts';
import { readConfirmations, readResults as readNamed } from './pull/read-feed.ts';
import { readFigures } from './pull/read-figures.ts';
import { countResults as count, readResults } from './read-results.ts';
import { resultsFile } from './results-file.ts';

const desk: readonly Route[] = [
  route(listReceivers, (context, { params }) => readReceivers(context, params.unit)),
  route(registerReceiver, (context, { params, body }) => register(context, params.unit, body)),
  route(getReceiver, (context, { params }) => readReceiver(context, params.receiver)),
  route(rotateReceiverSecret, (context, { params, body }) => rotate(context, params.receiver, body)),
  route(endReceiverKey, (context, { params }) => endKey(context, params.receiver, params.key)),
  route(endReceiver, (context, { params }) => end(context, params.receiver)),
  route(retryDeliveries, (context, { params, body }) => retry(context, params.receiver, body.delivery)),
];

const batches: readonly Route[] = [
  route(makeBatch, (context, { params, body }) => make(context, params.receiver, body), { perMinute: 20 }),
  route(getBatch, (context, { params }) => readBatch(context, params.receiver, params.number)),
  route(getBatchFile, (context, { params }) => batchFile(context, params.receiver, params.number), {
    perMinute: 20,
  }),
  route(acknowledgeBatch, (context, { params, body }) =>
    acknowledge(context, params.receiver, params.number, body),
  ),
  route(correctRow, (context, { params }) => correct(context, params.receiver, params.number, params.line)),
  route(getBatchKey, ({ master }) => batchKey(master)),
];

export const routes: readonly Route[] = [
  ...desk,
  ...batches,
  route(countResults, (context, { params, query }) => count(context, params.unit, query)),
  route(listResults, (context, { params, query }) => readResults(context, params.unit, query), {
    perMinute: 20,
  }),
  route(getResultsFile, (context, { params, query }) => resultsFile(context, params.unit, query), {
    perMinute: 20,
  }),
  route(requestToken, issueToken, { perMinute: 300 }),
  route(getOAuthMetadata, async ({ config }) => readMetadata(config)),
  route(pullConfirmations, (context, { query }) => readConfirmations(context, query)),
  route(pullResults, (context, { query }) => readNamed(context, query)),
  route(pullFigures, (context, { query }) => readFigures(context, query)),
];
