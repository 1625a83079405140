import { fail, redirect } from '@sveltejs/kit';
import {
  confirmAddress,
  endCalendar,
  getReminderSettings,
  makeCalendar,
  removeAddress,
  setAddress,
} from '#modules/tasks/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused } from '../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
  const settings = await call(getReminderSettings, {}, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  );
  const code = url.searchParams.get('ma') ?? '';
  return { settings, code: /^[0-9a-f]{32}$/.test(code) ? code : '' };
};

/** Does it, and shows the page anew; what was refused stands on it. */
async function done(work: Promise<unknown>, path: string) {
  try {
    await work;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return fail(problem.document.status, { problem: problem.document });
  }
  return redirect(303, path);
}

export const actions: Actions = {
  calendar: ({ fetch, url }) => done(call(makeCalendar, { body: {} }, fetch), url.pathname),
  end: ({ fetch, url }) => done(call(endCalendar, { body: {} }, fetch), url.pathname),
  mail: async ({ fetch, request, url }) => {
    const address = String((await request.formData()).get('address') ?? '');
    return done(call(setAddress, { body: { address } }, fetch), url.pathname);
  },
  confirm: async ({ fetch, request, url }) => {
    const code = String((await request.formData()).get('code') ?? '');
    return done(call(confirmAddress, { body: { code } }, fetch), url.pathname);
  },
  stop: ({ fetch, url }) => done(call(removeAddress, { body: {} }, fetch), url.pathname),
};
