import { decide, type decisions, getCommendations, propose } from '#modules/emulation/index.ts';
import { call } from '#platform/client/call.ts';
import { attempt, typedIn } from '../../acting.server.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const periodOf = ({ url }: Pick<RequestEvent, 'url'>): string => url.searchParams.get('ky') ?? '';
const back = (event: RequestEvent) => `${event.url.pathname}?ky=${periodOf(event)}`;

export const load: PageServerLoad = async (event) => {
  const period = periodOf(event);
  const query = /^\d{4}[-0-9A-Z]{0,3}$/.test(period) ? { period } : {};
  return {
    view: await call(getCommendations, { params: { unit: unitOf(event.params) }, query }, event.fetch).catch(
      (problem: unknown) => pageRefused(problem, event.url),
    ),
    submission: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  propose: async (event) => {
    const typed = await typedIn(event.request);
    const body = {
      rule: typed['rule'] ?? '',
      period: periodOf(event),
      reason: typed['reason'] ?? '',
      initiative: typed['initiative'] || null,
      code: typed['code'] || null,
    };
    const params = { unit: unitOf(event.params), proposal: typed['proposal'] ?? '' };
    return attempt(call(propose, { params, body }, event.fetch), back(event), typed);
  },
  decide: async (event) => {
    const { proposal = '', decision, words = '' } = await typedIn(event.request);
    const params = { unit: unitOf(event.params), proposal };
    const body = { decision: decision as (typeof decisions)[number], words };
    return attempt(call(decide, { params, body }, event.fetch), back(event));
  },
};
