import { fail, redirect } from '@sveltejs/kit';
import { actOnSitting, getSitting, type ActOnSitting } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused } from '../../../refused.server.ts';
import { sittingOf } from './sitting.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  view: await call(getSitting, { params: sittingOf(params) }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
  id: newUuid(),
});

/** What a form of the page says, as the act it asks for; what does not fit is refused by the contract. */
function actOf(form: FormData): ActOnSitting {
  const text = (name: string) => String(form.get(name) ?? '');
  const id = text('id');
  const seat = text('seat');
  const minutes = Number(text('minutes') || 0);
  const act = text('act');
  switch (act) {
    case 'approve': {
      const accommodations = form.getAll('accommodation').map(String) as [];
      const knownBy = text('knownBy') as 'papers';
      return { act, id, seat, knownBy, accommodations, extraMinutes: minutes };
    }
    case 'refuse':
      return { act, id, seat, words: '' };
    case 'extend':
      return { act, id, seat, minutes, words: text('words') };
    case 'incident':
      return { act, id, seat: seat || null, words: text('words') };
    case 'pause':
    case 'resume':
      return { act, id, seat: seat || null };
    default:
      return { act: act as 'end', id };
  }
}

export const actions: Actions = {
  act: async ({ fetch, params, request, url }) => {
    const body = actOf(await request.formData());
    try {
      await call(actOnSitting, { params: sittingOf(params), body }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status || 503, { problem: problem.document });
    }
    redirect(303, url.pathname);
  },
};
