import { route, type Route } from '#platform/http/route.ts';
import { countResults, getResultsFile, listResults } from '../domain/contract.ts';
import { getOAuthMetadata, requestToken } from '../domain/oauth-contract.ts';
import { pullConfirmations, pullFigures, pullResults } from '../domain/pull-contract.ts';
import { issueToken } from './oauth/issue-token.ts';
import { readMetadata } from './oauth/metadata.ts';
import { readConfirmations, readResults as readNamed } from './pull/read-feed.ts';
import { readFigures } from './pull/read-figures.ts';
import { countResults as count, readResults } from './read-results.ts';
import { resultsFile } from './results-file.ts';

export const routes: readonly Route[] = [
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
