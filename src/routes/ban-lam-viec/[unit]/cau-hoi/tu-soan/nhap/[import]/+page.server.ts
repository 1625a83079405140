import { fail, redirect } from '@sveltejs/kit';
import { confirmItems, getItemImport } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  found: await call(getItemImport, { params: { unit: unitOf(params), import: params.import } }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  ),
});

export const actions: Actions = {
  confirm: async ({ fetch, params, url }) => {
    try {
      await call(confirmItems, { params: { unit: unitOf(params), import: params.import }, body: {} }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status || 503, { problem: problem.document });
    }
    redirect(303, url.pathname);
  },
};
