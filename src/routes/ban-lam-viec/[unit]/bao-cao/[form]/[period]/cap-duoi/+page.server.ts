import { fail, redirect } from '@sveltejs/kit';
import { closePeriod, getParts } from '#modules/reporting/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../../../../refused.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const of = ({ params }: Pick<RequestEvent, 'params'>) => ({
  unit: unitOf(params),
  form: params.form,
  period: params.period,
});

export const load: PageServerLoad = async (event) => ({
  view: await call(getParts, { params: of(event) }, event.fetch).catch((problem: unknown) =>
    pageRefused(problem, event.url),
  ),
  submission: crypto.randomUUID(),
});

export const actions: Actions = {
  close: async (event) => {
    const id = String((await event.request.formData()).get('id'));
    try {
      await call(closePeriod, { params: of(event), body: { id } }, event.fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status, { problem: problem.document });
    }
    const { unit, form, period } = of(event);
    redirect(303, `/ban-lam-viec/${unit}/bao-cao/${form}/${period}/cap-duoi`);
  },
};
