import { fail, redirect } from '@sveltejs/kit';
import { readCode, showCode, verifyDocument } from '#modules/credentials/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions } from './$types';

const MOST = 32_000;

export const actions: Actions = {
  code: async ({ request }) => {
    const typed = String((await request.formData()).get('code') ?? '').slice(0, 40);
    const code = readCode(typed);
    if (!code) return fail(422, { typed, malformed: true });
    redirect(303, `/xac-minh/${showCode(code)}`);
  },
  document: async ({ request, fetch }) => {
    const form = await request.formData();
    const file = form.get('file');
    const given = file instanceof File && file.size > 0 && file.size <= MOST ? await file.text() : '';
    const jwt = (given || String(form.get('jwt') ?? '')).slice(0, MOST);
    try {
      return { ...(await call(verifyDocument, { body: { jwt } }, fetch)), typed: '', malformed: false };
    } catch (error) {
      if (error instanceof Problem) return fail(error.document.status || 503, { problem: error.document });
      throw error;
    }
  },
};
