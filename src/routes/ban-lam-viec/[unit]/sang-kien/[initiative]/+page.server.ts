import { error } from '@sveltejs/kit';
import {
  getInitiative,
  stepInitiative,
  takeUp,
  tellOutcome,
  type InitiativeAct,
  type Outcome,
} from '#modules/emulation/index.ts';
import { call } from '#platform/client/call.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { attempt, typedIn } from '../../../acting.server.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const of = ({ params }: Pick<RequestEvent, 'params'>) => ({
  unit: unitOf(params),
  initiative: /^[0-9a-f-]{36}$/.test(params.initiative) ? params.initiative : error(404, 'not-found'),
});

export const load: PageServerLoad = async (event) => ({
  unit: of(event).unit,
  view: await call(getInitiative, { params: of(event) }, event.fetch).catch((problem: unknown) =>
    pageRefused(problem, event.url),
  ),
  today: vietnamDay(new Date()),
  submission: crypto.randomUUID(),
});

export const actions: Actions = {
  step: async (event) => {
    const { act, words = '' } = await typedIn(event.request);
    const body = { act: act as InitiativeAct, words };
    return attempt(call(stepInitiative, { params: of(event), body }, event.fetch), event.url.pathname);
  },
  take: async (event) => {
    const { replication = '', from = '' } = await typedIn(event.request);
    const params = { ...of(event), replication };
    return attempt(call(takeUp, { params, body: { from } }, event.fetch), event.url.pathname);
  },
  tell: async (event) => {
    const { replication = '', worked, words = '' } = await typedIn(event.request);
    const params = { ...of(event), replication };
    const body = { worked: worked as Outcome, words };
    return attempt(call(tellOutcome, { params, body }, event.fetch), event.url.pathname);
  },
};
