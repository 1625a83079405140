import { fail, redirect } from '@sveltejs/kit';
import { acceptInvitation, getInvitation } from '#modules/identity/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  try {
    return { invitation: await call(getInvitation, { params }, fetch), problem: undefined };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { invitation: null, problem: error.document };
  }
};

export const actions: Actions = {
  default: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const password = String(form.get('password') ?? '');
    if (password !== String(form.get('repeat') ?? '')) return fail(422, { differ: true, problem: undefined });
    try {
      const body = { password, code: String(form.get('code') ?? '') };
      await call(acceptInvitation, { params, body }, fetch);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status, { differ: false, problem: error.document });
    }
    redirect(303, '/ban-lam-viec');
  },
};
