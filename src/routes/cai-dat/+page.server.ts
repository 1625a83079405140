import { redirect } from '@sveltejs/kit';
import type { Actions } from './$types';
import { READING_SECONDS, readChoices, safePath } from '#ui/reading/choices.ts';

/** Both work without JavaScript: the choices become cookies, and the reader comes back to where she was. */
export const actions: Actions = {
  save: keep,
  language: keep,
};

async function keep({ request, cookies, url }: Parameters<NonNullable<Actions['save']>>[0]): Promise<never> {
  const form = await request.formData();
  for (const [name, value] of Object.entries(readChoices((one) => form.get(one)))) {
    cookies.set(name, value, {
      path: '/',
      maxAge: READING_SECONDS,
      sameSite: 'lax',
      // The page's own script changes them too.
      httpOnly: false,
      secure: url.protocol === 'https:',
    });
  }
  redirect(303, safePath(form.get('next')));
}
