import { fail, redirect } from '@sveltejs/kit';
import { startInSeat, takeSeat } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  come: async ({ request, fetch }) => {
    const code = String((await request.formData()).get('code') ?? '').slice(0, 20);
    try {
      await call(takeSeat, { body: { code } }, fetch);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status || 503, { problem: error.document, code });
    }
    redirect(303, '/kiem-tra/tai-cho');
  },
  begin: async ({ request, fetch }) => {
    const form = await request.formData();
    const seat = String(form.get('seat') ?? '').slice(0, 40);
    const plain = form.has('plain');
    let session: string;
    try {
      ({ session } = await call(startInSeat, { body: { seat, ...(plain ? { plain } : {}) } }, fetch));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status || 503, { problem: error.document, code: '' });
    }
    redirect(303, `/kiem-tra/${session}`);
  },
};
