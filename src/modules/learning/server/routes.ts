import { route, type Route } from '#platform/http/route.ts';
import { listOutsideCourses } from '../domain/outside.ts';
import { readOutside } from './outside.ts';
import {
  getCatalogue,
  getLesson,
  getNextLesson,
  getProgramme,
  listProgrammes,
  getPack,
  listHomeProgress,
  listPacks,
  listProgress,
  searchCatalogue,
  sendEvents,
} from '../domain/contract.ts';
import { describeBook, getBook, getMaterial, listMaterials } from '../domain/contract-materials.ts';
import { getPlacement } from '../domain/placement-contract.ts';
import { listMenteeReviews, listMenteesDue } from '../domain/mentee-contract.ts';
import { getReview, listReviews } from '../domain/review-contract.ts';
import { keepEvents, readProgress } from './keep-events.ts';
import { findLessons, readCatalogue, readLesson, readProgramme, readProgrammes } from './read-catalogue.ts';
import { readBook, readBookSize, readMaterial, readMaterials } from './materials/read-materials.ts';
import { readHomeProgress, readNext } from './read-next.ts';
import { readPlacement } from './read-placement.ts';
import { readMenteeReviews, readMenteesDue, readReview, readReviewList } from './read-review.ts';
import { readPack, readPacks } from './packs.ts';

export const routes: readonly Route[] = [
  route(listOutsideCourses, (context) => readOutside(context)),
  route(getCatalogue, (context) => readCatalogue(context)),
  route(listProgrammes, (context) => readProgrammes(context)),
  route(getProgramme, (context, { params }) => readProgramme(context, params.programme)),
  route(getNextLesson, (context) => readNext(context)),
  route(searchCatalogue, (context, { query }) => findLessons(context, query.q)),
  route(getLesson, (context, { params, query }) => readLesson(context, params.lesson, query.wording)),
  route(listPacks, (context) => readPacks(context)),
  route(getPack, (context, { params }) => readPack(context, params)),
  route(sendEvents, (context, { body }) => keepEvents(context, body), { maxBody: 128 * 1024 }),
  route(listHomeProgress, (context) => readHomeProgress(context)),
  route(listProgress, (context) => readProgress(context)),
  route(listMaterials, (context, { params, query }) => readMaterials(context, params.lesson, query.language)),
  route(getMaterial, (context, { params, query }) => readMaterial(context, { ...params, ...query }), {
    perMinute: 120,
  }),
  route(describeBook, (context, { params, query }) =>
    readBookSize(context, params.programme, query.language),
  ),
  route(getBook, (context, { params, query }) => readBook(context, { ...params, ...query }), {
    perMinute: 120,
  }),
  route(getPlacement, (context) => readPlacement(context)),
  route(getReview, (context) => readReview(context)),
  route(listReviews, (context) => readReviewList(context)),
  route(listMenteesDue, (context, { params }) => readMenteesDue(context, params.unit)),
  route(listMenteeReviews, (context, { params }) => readMenteeReviews(context, params.mentoring)),
];
