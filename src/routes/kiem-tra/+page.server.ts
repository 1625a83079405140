import { fail, redirect } from '@sveltejs/kit';
import { startSession } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ request, fetch }) => {
    const form = await request.formData();
    const group = String(form.get('group') ?? '').slice(0, 40);
    const plain = form.has('plain');
    const programme = String(form.get('programme') ?? '').slice(0, 80);
    let session: string;
    try {
      ({ session } = await call(
        startSession,
        { body: { group, ...(plain ? { plain } : {}), ...(programme ? { programme } : {}) } },
        fetch,
      ));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status || 503, { problem: error.document });
    }
    redirect(303, `/kiem-tra/${session}`);
  },
};
