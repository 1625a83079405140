import { route, type Route } from '#platform/http/route.ts';
import {
  askWitness,
  confirmWitness,
  getScene,
  getScenePack,
  listPractice,
  listScenePacks,
  listScenes,
  readWitness,
  sendPractice,
} from '../domain/contract.ts';
import { keepPractice } from './keep-practice.ts';
import { readPack, readPacks } from './packs.ts';
import { readPractice } from './read-progress.ts';
import { readScene, readScenes } from './read-scenes.ts';
import { askForWitness, confirmWitnessing, readWitnessing } from './witness.ts';

export const routes: readonly Route[] = [
  route(listScenes, (context) => readScenes(context)),
  route(getScene, (context, { params }) => readScene(context, params.scene)),
  route(listScenePacks, (context) => readPacks(context)),
  route(getScenePack, (context, { params }) => readPack(context, params)),
  route(sendPractice, (context, { body }) => keepPractice(context, body), { maxBody: 128 * 1024 }),
  route(listPractice, (context) => readPractice(context)),
  route(askWitness, (context, { body }) => askForWitness(context, body.scene), { perMinute: 10 }),
  // A code is short: guessing must be slow.
  route(readWitness, (context, { params }) => readWitnessing(context, params.code), { perMinute: 20 }),
  route(confirmWitness, (context, { params }) => confirmWitnessing(context, params.code), { perMinute: 20 }),
];
