import { fail, redirect } from '@sveltejs/kit';
import { listMentees, takeMentee } from '#modules/identity/index.ts';
import { listMenteesDue } from '#modules/learning/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const unit = unitOf(params);
  const [{ mentees }, { mentees: waiting }] = await Promise.all([
    call(listMentees, { params: { unit } }, fetch),
    call(listMenteesDue, { params: { unit } }, fetch),
  ]).catch((problem: unknown) => pageRefused(problem, url));
  return {
    mentees,
    due: Object.fromEntries(waiting.map(({ mentoring, due, next }) => [mentoring, { due, next }])),
    id: newUuid(),
    done: url.searchParams.get('xong'),
  };
};

export const actions: Actions = {
  take: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const unit = unitOf(params);
    const code = String(form.get('code') ?? '');
    try {
      await call(takeMentee, { params: { unit }, body: { id: String(form.get('id') ?? ''), code } }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status || 503, { problem: problem.document, typed: code });
    }
    redirect(303, `/ban-lam-viec/${unit}/nguoi-hoc?xong=nhan`);
  },
};
