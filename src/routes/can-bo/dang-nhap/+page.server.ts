import { fail, redirect } from '@sveltejs/kit';
import { getSecondFactor, giveCode, safeReturnTo, signInStaff, signOut } from '#modules/identity/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions, PageServerLoad } from './$types';

const DESK = '/ban-lam-viec';

export const load: PageServerLoad = async ({ fetch, url }) => ({
  second: await call(getSecondFactor, {}, fetch),
  signedOut: url.searchParams.has('ra'),
  returnTo: safeReturnTo(url.searchParams.get('returnTo') ?? undefined, DESK),
});

export const actions: Actions = {
  password: async ({ fetch, request }) => {
    const form = await request.formData();
    const login = String(form.get('login') ?? '');
    const password = String(form.get('password') ?? '');
    const returnTo = safeReturnTo(String(form.get('returnTo') ?? ''), DESK);
    try {
      await call(signInStaff, { body: { login, password } }, fetch);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status, {
        problem: error.document,
        login,
        returnTo,
        accents: /[^\x20-\x7e]/.test(password),
      });
    }
    redirect(303, `/can-bo/dang-nhap?${new URLSearchParams({ returnTo })}`);
  },
  code: async ({ fetch, request }) => {
    const form = await request.formData();
    const returnTo = safeReturnTo(String(form.get('returnTo') ?? ''), DESK);
    try {
      await call(giveCode, { body: { code: String(form.get('code') ?? '') } }, fetch);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status, { problem: error.document, login: '', returnTo, accents: false });
    }
    redirect(303, returnTo);
  },
  signOut: async ({ fetch }) => {
    await call(signOut, { body: { everywhere: false } }, fetch);
    redirect(303, '/can-bo/dang-nhap?ra=1');
  },
  again: async ({ cookies }) => {
    cookies.delete('bdhvs_2', { path: '/' });
    redirect(303, '/can-bo/dang-nhap');
  },
};
