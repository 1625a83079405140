import { route, type Route } from '#platform/http/route.ts';
import { countResults, getResultsFile, listResults } from '../domain/contract.ts';
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
];
