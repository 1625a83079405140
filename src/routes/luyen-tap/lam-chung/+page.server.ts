import { fail } from '@sveltejs/kit';
import { confirmWitness, readWitness } from '#modules/practice/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions } from './$types';

const nothing = { malformed: false, found: null, confirmed: null, problem: null };

/** The code as typed by hand: spaces and hyphens do not matter. */
async function readCode(request: Request): Promise<string> {
  const typed = String((await request.formData()).get('code') ?? '');
  return typed.replaceAll(/[\s-]/g, '').slice(0, 12).toUpperCase();
}

const isCode = (code: string) => /^[A-Z0-9]{6}$/.test(code);

function refused(error: unknown, code: string) {
  if (!(error instanceof Problem)) throw error;
  return fail(error.document.status || 503, { ...nothing, code, problem: error.document });
}

export const actions: Actions = {
  find: async ({ request, fetch }) => {
    const code = await readCode(request);
    if (!isCode(code)) return fail(422, { ...nothing, code, malformed: true });
    try {
      return { ...nothing, code, found: await call(readWitness, { params: { code } }, fetch) };
    } catch (error) {
      return refused(error, code);
    }
  },
  confirm: async ({ request, fetch }) => {
    const code = await readCode(request);
    if (!isCode(code)) return fail(422, { ...nothing, code, malformed: true });
    try {
      return {
        ...nothing,
        code: '',
        confirmed: (await call(confirmWitness, { params: { code } }, fetch)).title,
      };
    } catch (error) {
      return refused(error, code);
    }
  },
};
