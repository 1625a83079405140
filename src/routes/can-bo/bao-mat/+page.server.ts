import { fail, redirect } from '@sveltejs/kit';
import { changePassword, listPasskeys, removePasskey, signOut } from '#modules/identity/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
  try {
    return await call(listPasskeys, {}, fetch);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    redirect(303, `/can-bo/dang-nhap?${new URLSearchParams({ returnTo: url.pathname })}`);
  }
};

async function attempt(done: 'password' | 'removed', work: () => Promise<unknown>) {
  try {
    await work();
    return { done, problem: undefined };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return fail(error.document.status, { done: undefined, problem: error.document });
  }
}

export const actions: Actions = {
  password: async ({ fetch, request }) => {
    const form = await request.formData();
    const body = { current: String(form.get('current') ?? ''), next: String(form.get('next') ?? '') };
    return attempt('password', () => call(changePassword, { body }, fetch));
  },
  remove: async ({ fetch, request }) => {
    const id = String((await request.formData()).get('id') ?? '');
    return attempt('removed', () => call(removePasskey, { body: { id } }, fetch));
  },
  everywhere: async ({ fetch }) => {
    await call(signOut, { body: { everywhere: true } }, fetch);
    redirect(303, '/can-bo/dang-nhap?ra=1');
  },
};
