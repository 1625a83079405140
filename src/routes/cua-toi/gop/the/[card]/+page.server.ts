import { fail, redirect } from '@sveltejs/kit';
import { PICTURES, proveByCard, type PictureName } from '#modules/identity/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions } from './$types';

/** Three taps, each a plain form: nothing here needs a script. */
export const csr = false;

const isPicture = (one: unknown): one is PictureName => PICTURES.some((name) => name === one);

export const actions: Actions = {
  press: async ({ fetch, request, params }) => {
    const form = await request.formData();
    const pressed = [...form.getAll('pressed'), form.get('picture')].filter(isPicture).slice(0, 3);
    if (pressed.length < 3) return { pressed, problem: undefined };
    try {
      await call(proveByCard, { body: { card: params.card, pictures: pressed } }, fetch);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status || 503, { pressed: [], problem: error.document });
    }
    redirect(303, '/cua-toi/gop');
  },
  again: () => ({ pressed: [], problem: undefined }),
};
