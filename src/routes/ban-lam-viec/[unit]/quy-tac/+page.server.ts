import { fail, redirect } from '@sveltejs/kit';
import { chooseRules, listRules } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  view: await call(listRules, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
  id: newUuid(),
});

export const actions: Actions = {
  choose: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const body = {
      id: text('id'),
      group: text('group'),
      programme: text('programme') || null,
      ruleSet: text('ruleSet') || null,
      evidence: text('evidence')
        ? { everywhere: text('evidence') as 'alone', domains: {}, helpAtMost: 1 }
        : null,
      reason: text('reason'),
    };
    try {
      await call(chooseRules, { params: { unit: unitOf(params) }, body }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status || 503, { problem: problem.document });
    }
    redirect(303, url.pathname);
  },
};
