import { fail, redirect } from '@sveltejs/kit';
import { listPapers, printPapers } from '#modules/assessment/index.ts';
import { readRulesValue } from '#modules/assessment/ui.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  view: await call(listPapers, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
  id: newUuid(),
  sitting: url.searchParams.get('buoi') ?? undefined,
});

export const actions: Actions = {
  print: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const body = {
      id: text('id'),
      ...readRulesValue(text('rules')),
      sitting: text('sitting') || null,
      variants: text('variants') as 'personal',
      sheets: Number(text('sheets')),
      large: form.has('large'),
    };
    try {
      await call(printPapers, { params: { unit: unitOf(params) }, body }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status || 503, { problem: problem.document });
    }
    redirect(303, url.pathname);
  },
};
