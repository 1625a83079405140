import { error, fail, redirect } from '@sveltejs/kit';
import { acknowledgeBatch, correctRow, getBatch, readAnswers } from '#modules/interop/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused } from '../../../../../ban-lam-viec/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

const LARGEST_ANSWER = 500_000;

const placeOf = (params: { readonly receiver: string; readonly number: string }) => ({
  receiver: params.receiver,
  number: /^\d{1,9}$/.test(params.number) ? Number(params.number) : error(404, 'not-found'),
});

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  batch: await call(getBatch, { params: placeOf(params) }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
});

const refused = (problem: unknown, typed = '') => {
  if (!(problem instanceof Problem)) throw problem;
  return fail(problem.document.status || 503, { problem: problem.document, faults: [], typed });
};

export const actions: Actions = {
  acknowledge: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const file = form.get('file');
    const written = String(form.get('lines') ?? '');
    const sent =
      file instanceof File && file.size > 0 && file.size <= LARGEST_ANSWER ? await file.text() : '';
    const { answers, faults } = readAnswers(sent || written);
    if (faults.length > 0) return fail(422, { problem: undefined, faults, typed: written });
    const rest = form.get('rest') === 'accepted' ? ('accepted' as const) : ('open' as const);
    try {
      await call(acknowledgeBatch, { params: placeOf(params), body: { answers: [...answers], rest } }, fetch);
    } catch (problem) {
      return refused(problem, written);
    }
    redirect(303, url.pathname);
  },
  correct: async ({ fetch, params, request, url }) => {
    const line = Number((await request.formData()).get('line'));
    try {
      await call(correctRow, { params: { ...placeOf(params), line }, body: {} }, fetch);
    } catch (problem) {
      return refused(problem);
    }
    redirect(303, url.pathname);
  },
};
