import { fail, redirect } from '@sveltejs/kit';
import { listSittings, openSitting } from '#modules/assessment/index.ts';
import { readRulesValue } from '#modules/assessment/ui.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  list: await call(listSittings, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
  id: newUuid(),
});

export const actions: Actions = {
  open: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const unit = unitOf(params);
    const body = { id: text('id'), ...readRulesValue(text('rules')), place: text('place') };
    let id: string;
    try {
      ({ id } = await call(openSitting, { params: { unit }, body }, fetch));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status || 503, { problem: problem.document });
    }
    redirect(303, `/ban-lam-viec/${unit}/buoi-kiem-tra/${id}`);
  },
};
