import { fail, redirect } from '@sveltejs/kit';
import { findCard } from '#modules/identity/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions } from './$types';

/** A plain form: nothing here needs a script. */
export const csr = false;

export const actions: Actions = {
  default: async ({ fetch, request }) => {
    const card = String((await request.formData()).get('number') ?? '')
      .replaceAll(/\D/g, '')
      .slice(0, 20);
    try {
      await call(findCard, { params: { card: card || '0' } }, fetch);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status || 503, { problem: error.document, card });
    }
    redirect(303, `/the/${card}`);
  },
};
