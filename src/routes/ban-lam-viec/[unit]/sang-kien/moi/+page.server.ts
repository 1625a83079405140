import { getInitiative, getInitiativeForm, writeInitiative } from '#modules/emulation/index.ts';
import { initiativeOf, typedOfInitiative } from '#modules/emulation/ui.ts';
import { call } from '#platform/client/call.ts';
import { attempt, typedIn } from '../../../acting.server.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const unit = unitOf(params);
  const refused = (problem: unknown) => pageRefused(problem, url);
  const form = await call(getInitiativeForm, { params: { unit } }, fetch).catch(refused);
  const initiative = url.searchParams.get('sua');
  const view = initiative
    ? await call(getInitiative, { params: { unit, initiative } }, fetch).catch(refused)
    : undefined;
  return {
    form,
    initiative: initiative ?? crypto.randomUUID(),
    typed: view ? typedOfInitiative(view) : {},
  };
};

export const actions: Actions = {
  default: async ({ fetch, params, request }) => {
    const typed = await typedIn(request);
    const place = { unit: unitOf(params), initiative: typed['initiative'] ?? '' };
    return attempt(
      call(writeInitiative, { params: place, body: initiativeOf(typed) }, fetch),
      `/ban-lam-viec/${place.unit}/sang-kien/${place.initiative}`,
      typed,
    );
  },
};
