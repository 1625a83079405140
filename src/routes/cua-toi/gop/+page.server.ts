import { fail, redirect } from '@sveltejs/kit';
import {
  beginJoin,
  cancelJoin,
  confirmJoin,
  findCard,
  getJoin,
  takeJoinCode,
} from '#modules/identity/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions, PageServerLoad } from './$types';

/** Plain forms: nothing here needs a script. */
export const csr = false;

export const load: PageServerLoad = async ({ fetch, url }) => ({
  join: await call(getJoin, {}, fetch),
  done: url.searchParams.get('xong'),
});

async function attempt(work: () => Promise<unknown>, then: string) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return fail(error.document.status || 503, { problem: error.document });
  }
  redirect(303, then);
}

const digitsOf = async (request: Request, name: string): Promise<string> =>
  String((await request.formData()).get(name) ?? '')
    .replaceAll(/\D/g, '')
    .slice(0, 20) || '0';

export const actions: Actions = {
  begin: ({ fetch }) => attempt(() => call(beginJoin, { body: {} }, fetch), '/cua-toi/gop'),
  take: async ({ fetch, request }) => {
    const code = await digitsOf(request, 'code');
    return attempt(() => call(takeJoinCode, { body: { code } }, fetch), '/cua-toi/gop?xong=nhap');
  },
  card: async ({ fetch, request }) => {
    const card = await digitsOf(request, 'card');
    return attempt(() => call(findCard, { params: { card } }, fetch), `/cua-toi/gop/the/${card}`);
  },
  join: ({ fetch }) => attempt(() => call(confirmJoin, { body: {} }, fetch), '/cua-toi/gop?xong=gop'),
  cancel: ({ fetch }) => attempt(() => call(cancelJoin, { body: {} }, fetch), '/cua-toi/gop'),
};
