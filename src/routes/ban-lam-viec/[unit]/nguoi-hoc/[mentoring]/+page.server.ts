import { fail, redirect } from '@sveltejs/kit';
import { endMentoring, getMentee, issueMenteeCard } from '#modules/identity/index.ts';
import { listMenteeReviews } from '#modules/learning/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused } from '../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params: { mentoring }, url }) => {
  const inputs = { params: { mentoring } };
  const [{ mentee, card }, list] = await Promise.all([
    call(getMentee, inputs, fetch),
    call(listMenteeReviews, inputs, fetch),
  ]).catch((problem: unknown) => pageRefused(problem, url));
  return { mentee, card, list, id: newUuid() };
};

function failed(problem: unknown) {
  if (!(problem instanceof Problem)) throw problem;
  return fail(problem.document.status || 503, { problem: problem.document });
}

export const actions: Actions = {
  card: async ({ fetch, params: { unit, mentoring }, request }) => {
    const id = String((await request.formData()).get('id') ?? '');
    try {
      await call(issueMenteeCard, { params: { mentoring }, body: { id } }, fetch);
    } catch (problem) {
      return failed(problem);
    }
    redirect(303, `/ban-lam-viec/${unit}/nguoi-hoc/${mentoring}`);
  },
  end: async ({ fetch, params: { unit, mentoring } }) => {
    try {
      await call(endMentoring, { params: { mentoring } }, fetch);
    } catch (problem) {
      return failed(problem);
    }
    redirect(303, `/ban-lam-viec/${unit}/nguoi-hoc?xong=thoi`);
  },
};
