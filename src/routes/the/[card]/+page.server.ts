import { fail, redirect } from '@sveltejs/kit';
import { findCard, getHousehold, openCard, PICTURES, type PictureName } from '#modules/identity/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions, PageServerLoad } from './$types';

/** Three taps, each a plain form: nothing here needs a script. */
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params, request }) => {
  const { before } = await call(getHousehold, {}, fetch);
  if (request.method !== 'GET') return { before, problem: undefined };
  try {
    await call(findCard, { params }, fetch);
    return { before, problem: undefined };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { before, problem: error.document };
  }
};

const isPicture = (one: unknown): one is PictureName => PICTURES.some((name) => name === one);

export const actions: Actions = {
  press: async ({ fetch, request, params }) => {
    const form = await request.formData();
    const pressed = [...form.getAll('pressed'), form.get('picture')].filter(isPicture).slice(0, 3);
    const mine = form.get('mine') === '1';
    if (pressed.length < 3) return { pressed, mine, problem: undefined };
    try {
      await call(openCard, { body: { card: params.card, pictures: pressed, mine } }, fetch);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status || 503, { pressed: [], mine, problem: error.document });
    }
    redirect(303, '/gia-dinh?xong=vao');
  },
  again: () => ({ pressed: [], mine: false, problem: undefined }),
};
