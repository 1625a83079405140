import { fail, redirect } from '@sveltejs/kit';
import { getRecheck, recordRecheck, type RecordRecheck } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused } from '../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const view = await call(getRecheck, { params: { recheck: params.recheck } }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  );
  return { view, ids: Object.fromEntries(view.people.map(({ key }) => [key, newUuid()])) };
};

export const actions: Actions = {
  record: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const body: RecordRecheck = {
      id: String(form.get('id') ?? ''),
      key: String(form.get('key') ?? ''),
      tasksDone: form.getAll('task').map(String) as RecordRecheck['tasksDone'],
      notReached: form.get('notReached') === 'yes',
      note: String(form.get('note') ?? ''),
    };
    try {
      await call(recordRecheck, { params: { recheck: params.recheck }, body }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status, { problem: problem.document });
    }
    redirect(303, url.pathname);
  },
};
