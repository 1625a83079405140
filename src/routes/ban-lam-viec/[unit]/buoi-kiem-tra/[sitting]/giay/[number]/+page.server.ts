import { fail, redirect } from '@sveltejs/kit';
import { getPaper, settlePaper, typePaper, voidPaper } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused } from '../../../../../refused.server.ts';
import { sittingOf } from '../../sitting.server.ts';
import { settledOf, typedOf } from './typed.ts';
import type { Actions, PageServerLoad } from './$types';

const paramsOf = (params: { unit: string; sitting: string; number: string }) => ({
  ...sittingOf(params),
  number: params.number.slice(0, 20),
});

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  view: await call(getPaper, { params: paramsOf(params) }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
  id: newUuid(),
});

function refused(problem: unknown) {
  if (!(problem instanceof Problem)) throw problem;
  const { document } = problem;
  const { positions = [] } = document as { positions?: number[] };
  return fail(document.status || 503, { problem: document, wrong: positions });
}

export const actions: Actions = {
  type: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const done = form.get('act') === 'done';
    const body = { ...typedOf(form), done };
    try {
      await call(typePaper, { params: paramsOf(params), body }, fetch);
    } catch (problem) {
      return refused(problem);
    }
    redirect(303, done ? url.pathname : `${url.pathname}?luu`);
  },
  settle: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const body = { id: String(form.get('id') ?? ''), values: settledOf(form) };
    try {
      await call(settlePaper, { params: paramsOf(params), body }, fetch);
    } catch (problem) {
      return refused(problem);
    }
    redirect(303, url.pathname);
  },
  void: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const body = { id: String(form.get('id') ?? ''), words: String(form.get('words') ?? '') };
    try {
      await call(voidPaper, { params: paramsOf(params), body }, fetch);
    } catch (problem) {
      return refused(problem);
    }
    redirect(303, url.pathname);
  },
};
