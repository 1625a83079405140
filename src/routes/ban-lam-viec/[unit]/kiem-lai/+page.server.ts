import { fail, redirect } from '@sveltejs/kit';
import { drawRecheck, listRechecks } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  list: await call(listRechecks, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
});

export const actions: Actions = {
  draw: async ({ fetch, params, request }) => {
    const period = String((await request.formData()).get('period') ?? '');
    const unit = unitOf(params);
    let id: string;
    try {
      ({ id } = await call(drawRecheck, { params: { unit }, body: { period } }, fetch));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status, { problem: problem.document });
    }
    redirect(303, `/ban-lam-viec/${unit}/kiem-lai/${id}`);
  },
};
