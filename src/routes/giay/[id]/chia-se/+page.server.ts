import { error, fail, redirect } from '@sveltejs/kit';
import {
  getCredential,
  listShares,
  makeShare,
  shareFields,
  withdrawShare,
  type ShareField,
} from '#modules/credentials/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Actions, PageServerLoad } from './$types';

/** Plain forms: nothing here needs a script. */
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  try {
    const [credential, { shares }] = await Promise.all([
      call(getCredential, { params }, fetch),
      call(listShares, { params }, fetch),
    ]);
    return { credential, shares, shareId: newUuid(), done: url.searchParams.get('xong') };
  } catch (problem) {
    if (problem instanceof Problem) error(problem.document.status === 422 ? 404 : problem.document.status);
    throw problem;
  }
};

async function attempt(work: () => Promise<unknown>, then: string) {
  try {
    await work();
  } catch (problem) {
    if (problem instanceof Problem)
      return fail(problem.document.status || 503, { problem: problem.document });
    throw problem;
  }
  redirect(303, then);
}

const isField = (one: unknown): one is ShareField => shareFields.some((field) => field === one);

export const actions: Actions = {
  make: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const fields = [form.get('name'), ...form.getAll('field')].filter(isField);
    const body = { id: String(form.get('id') ?? ''), fields, days: Number(form.get('days')) };
    return attempt(() => call(makeShare, { params, body }, fetch), `/giay/${params.id}/chia-se?xong=tao`);
  },
  withdraw: async ({ fetch, params, request }) => {
    const share = String((await request.formData()).get('share') ?? '');
    return attempt(
      () => call(withdrawShare, { params: { ...params, share }, body: {} }, fetch),
      `/giay/${params.id}/chia-se?xong=rut`,
    );
  },
};
