import { fail, redirect } from '@sveltejs/kit';
import { listMarks, markItem, neutraliseItem, type MarkItem } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  list: await call(listMarks, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
  ids: { mark: newUuid(), neutralise: newUuid() },
});

const told = (problem: unknown) => {
  if (!(problem instanceof Problem)) throw problem;
  return fail(problem.document.status || 503, { problem: problem.document, unmet: [], diff: null });
};

export const actions: Actions = {
  mark: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const act = text('act') as MarkItem['act'];
    const body = { id: text('id'), itemId: text('itemId').trim(), act, reason: text('reason') };
    let unmet: string[];
    try {
      ({ unmet } = await call(markItem, { params: { unit: unitOf(params) }, body }, fetch));
    } catch (problem) {
      return told(problem);
    }
    if (unmet.length > 0) return { problem: undefined, unmet, diff: null };
    redirect(303, url.pathname);
  },
  neutralise: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const apply = form.get('apply') === 'yes';
    const body = { id: text('id'), itemId: text('itemId').trim(), reason: text('reason'), apply };
    try {
      const diff = await call(neutraliseItem, { params: { unit: unitOf(params) }, body }, fetch);
      return { problem: undefined, unmet: [], diff: { ...diff, ...body } };
    } catch (problem) {
      return told(problem);
    }
  },
};
