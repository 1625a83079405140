import { route, type Route } from '#platform/http/route.ts';
import {
  getCatalogue,
  getLesson,
  getNextLesson,
  getProgramme,
  listProgrammes,
  getPack,
  listPacks,
  listProgress,
  searchCatalogue,
  sendEvents,
} from '../domain/contract.ts';
import { keepEvents, readProgress } from './keep-events.ts';
import { findLessons, readCatalogue, readLesson, readProgramme, readProgrammes } from './read-catalogue.ts';
import { readNext } from './read-next.ts';
import { readPack, readPacks } from './packs.ts';

export const routes: readonly Route[] = [
  route(getCatalogue, (context) => readCatalogue(context)),
  route(listProgrammes, (context) => readProgrammes(context)),
  route(getProgramme, (context, { params }) => readProgramme(context, params.programme)),
  route(getNextLesson, (context) => readNext(context)),
  route(searchCatalogue, (context, { query }) => findLessons(context, query.q)),
  route(getLesson, (context, { params }) => readLesson(context, params.lesson)),
  route(listPacks, (context) => readPacks(context)),
  route(getPack, (context, { params }) => readPack(context, params)),
  route(sendEvents, (context, { body }) => keepEvents(context, body), { maxBody: 128 * 1024 }),
  route(listProgress, (context) => readProgress(context)),
];
