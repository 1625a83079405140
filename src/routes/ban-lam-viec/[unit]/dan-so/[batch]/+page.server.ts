import { error, fail, redirect } from '@sveltejs/kit';
import { getPopulationDraft, settlePopulations } from '#modules/movement/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) =>
  call(getPopulationDraft, { params: { unit: unitOf(params), batch: params.batch } }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  );

export const actions: Actions = {
  settle: async ({ fetch, params, request }) => {
    const to = (await request.formData()).get('to');
    if (to !== 'in-force' && to !== 'undone') error(404, 'not-found');
    const unit = unitOf(params);
    try {
      await call(settlePopulations, { params: { unit, batch: params.batch }, body: { to } }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status, { problem: problem.document });
    }
    redirect(303, `/ban-lam-viec/${unit}/dan-so`);
  },
};
