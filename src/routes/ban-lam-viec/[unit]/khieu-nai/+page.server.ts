import { fail, redirect } from '@sveltejs/kit';
import { answerAppeal, listUnitAppeals, type AnswerAppeal } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  list: await call(listUnitAppeals, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
});

export const actions: Actions = {
  answer: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const body = { outcome: text('outcome') as AnswerAppeal['outcome'], answer: text('answer') };
    const key = { unit: unitOf(params), partKey: Number(text('partKey')) || 0, appeal: text('appeal') };
    try {
      await call(answerAppeal, { params: key, body }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status || 503, { problem: problem.document });
    }
    redirect(303, url.pathname);
  },
};
