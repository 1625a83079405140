import { fail, redirect } from '@sveltejs/kit';
import { askJoining, decideJoining, listJoinings } from '#modules/identity/index.ts';
import { getUnit } from '#modules/organisations/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const unit = unitOf(params);
  try {
    const [{ id, name }, { joinings }] = await Promise.all([
      call(getUnit, { params: { unit } }, fetch),
      call(listJoinings, { params: { unit } }, fetch),
    ]);
    return { unit: { id, name }, joinings, joiningId: newUuid() };
  } catch (problem) {
    return pageRefused(problem, url);
  }
};

async function attempt(work: () => Promise<unknown>, then: string) {
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return fail(problem.document.status || 503, { problem: problem.document });
  }
  redirect(303, then);
}

export const actions: Actions = {
  ask: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const body = { id: text('id'), code: text('code'), lost: text('lost'), reason: text('reason') };
    return attempt(() => call(askJoining, { params: { unit: unitOf(params) }, body }, fetch), url.pathname);
  },
  decide: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const joining = String(form.get('joining') ?? '');
    const body = { approve: form.get('approve') === '1' };
    return attempt(
      () => call(decideJoining, { params: { unit: unitOf(params), joining }, body }, fetch),
      url.pathname,
    );
  },
};
