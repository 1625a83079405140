import { route, type Route } from '#platform/http/route.ts';
import { getCatalogue, getLesson, listProgress, searchCatalogue, sendEvents } from '../domain/contract.ts';
import { keepEvents, readProgress } from './keep-events.ts';
import { findLessons, readCatalogue, readLesson } from './read-catalogue.ts';

export const routes: readonly Route[] = [
  route(getCatalogue, (context) => readCatalogue(context)),
  route(searchCatalogue, (context, { query }) => findLessons(context, query.q)),
  route(getLesson, (context, { params }) => readLesson(context, params.lesson)),
  route(sendEvents, (context, { body }) => keepEvents(context, body), { maxBody: 128 * 1024 }),
  route(listProgress, (context) => readProgress(context)),
];
