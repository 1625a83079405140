import { route, type Route } from '#platform/http/route.ts';
import { getResultsFile, listResults } from '../domain/contract.ts';
import { readResults } from './read-results.ts';
import { resultsFile } from './results-file.ts';

export const routes: readonly Route[] = [
  route(listResults, (context, { params, query }) => readResults(context, params.unit, query), {
    perMinute: 20,
  }),
  route(getResultsFile, (context, { params, query }) => resultsFile(context, params.unit, query), {
    perMinute: 20,
  }),
];
