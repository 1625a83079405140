import { error } from '@sveltejs/kit';
import { getRequest, stepRequest, writeAnswers, type RequestAct } from '#modules/requests/index.ts';
import { call } from '#platform/client/call.ts';
import { attempt, typedIn } from '../../../acting.server.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const of = ({ params }: Pick<RequestEvent, 'params'>) => ({
  unit: unitOf(params),
  request: /^[0-9a-f-]{36}$/.test(params.request) ? params.request : error(404, 'not-found'),
});

export const load: PageServerLoad = async (event) => ({
  view: await call(getRequest, { params: of(event) }, event.fetch).catch((problem: unknown) =>
    pageRefused(problem, event.url),
  ),
  submission: crypto.randomUUID(),
});

export const actions: Actions = {
  step: async (event) => {
    const typed = await typedIn(event.request);
    const body = {
      id: typed['id'] ?? '',
      act: typed['act'] as RequestAct,
      unitId: typed['unitId'] ? Number(typed['unitId']) : null,
      words: typed['words'] ?? '',
    };
    const list = `/ban-lam-viec/${of(event).unit}/yeu-cau`;
    return attempt(call(stepRequest, { params: of(event), body }, event.fetch), ({ state }) =>
      state === 'discarded' ? list : event.url.pathname,
    );
  },
  save: async (event) => {
    const typed = await typedIn(event.request);
    const values = Object.entries(typed).flatMap(([name, value]) =>
      name.startsWith('value.') ? [{ position: Number(name.slice(6)), typed: value }] : [],
    );
    return attempt(
      call(writeAnswers, { params: of(event), body: { values } }, event.fetch),
      event.url.pathname,
      typed,
    );
  },
};
