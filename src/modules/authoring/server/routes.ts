import { route, type Route } from '#platform/http/route.ts';
import {
  actOnDraft as actOnDraftEndpoint,
  addPicture,
  addRecording,
  getDraft,
  getPack,
  getPicture,
  getRecording,
  getVersion,
  listDrafts,
  saveDraft as saveDraftEndpoint,
  startDraft as startDraftEndpoint,
} from '../domain/contract.ts';
import { actOnDraft } from './act-on-draft.ts';
import { readPicture, takePicture } from './pictures.ts';
import { readRecording, takeRecording } from './recordings.ts';
import { sendPack } from './make-pack.ts';
import { saveDraft } from './save-draft.ts';
import { startDraft } from './start-draft.ts';
import { readDraft, readDrafts, readVersion } from './view.ts';

const BODY = 256 * 1024;

export const routes: readonly Route[] = [
  route(listDrafts, (context, { params, query }) => readDrafts(context, params.unit, query.kind)),
  route(startDraftEndpoint, (context, { params, body }) => startDraft(context, params.unit, body), {
    maxBody: BODY,
  }),
  route(getPack, (context, { params }) => sendPack(context, params.unit), { perMinute: 10 }),
  route(getDraft, (context, { params }) => readDraft(context, params.draft)),
  route(getVersion, (context, { params }) => readVersion(context, params.draft, params.version)),
  route(saveDraftEndpoint, (context, { params, body }) => saveDraft(context, params.draft, body), {
    maxBody: BODY,
  }),
  route(actOnDraftEndpoint, (context, { params, body }) => actOnDraft(context, params.draft, body)),
  route(addPicture, (context, { params, query }) => takePicture(context, params.unit, query.place), {
    perMinute: 30,
  }),
  route(addRecording, (context, { params }) => takeRecording(context, params.unit), { perMinute: 60 }),
  route(getRecording, (context, { params }) => readRecording(context, params.file)),
  route(getPicture, (context, { params }) => readPicture(context, params.file)),
];
