import { error, fail, redirect } from '@sveltejs/kit';
import { listAppeals, makeAppeal } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const list = await call(listAppeals, { params: { session: params.session } }, fetch).catch(
    (problem: unknown) => {
      if (!(problem instanceof Problem)) throw problem;
      const { status, code } = problem.document;
      if (code === 'assessment/not-finished') redirect(303, `/kiem-tra/${params.session}`);
      error(status === 0 ? 503 : status >= 500 ? status : 404, code);
    },
  );
  return { list, session: params.session, id: newUuid() };
};

export const actions: Actions = {
  default: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const body = { id: text('id'), itemId: text('itemId') || null, words: text('words') };
    try {
      await call(makeAppeal, { params: { session: params.session }, body }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status || 503, { problem: problem.document });
    }
    redirect(303, url.pathname);
  },
};
