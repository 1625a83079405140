import { fail, redirect } from '@sveltejs/kit';
import { listDrafts, startDraft } from '#modules/authoring/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  list: await call(listDrafts, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
});

export const actions: Actions = {
  start: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const file = form.get('file');
    const title = String(form.get('title') ?? '');
    const replaces = String(form.get('replaces') ?? '');
    const pasted = String(form.get('markdown') ?? '');
    const markdown = file instanceof File && file.size > 0 ? await file.text() : pasted;
    const body = {
      id: newUuid(),
      ...(form.has('title') ? { title } : {}),
      ...(replaces ? { replaces } : {}),
      ...(form.has('markdown') ? { markdown } : {}),
    };
    const unit = unitOf(params);
    try {
      await call(startDraft, { params: { unit }, body }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status, { problem: problem.document, typed: { title, markdown } });
    }
    redirect(303, `/ban-lam-viec/${unit}/bai-hoc/${body.id}`);
  },
};
