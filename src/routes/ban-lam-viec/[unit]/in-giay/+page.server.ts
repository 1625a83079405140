import { fail, redirect } from '@sveltejs/kit';
import { beginPrint, listPrintable, listPrints } from '#modules/credentials/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { periodOf, readPeriod } from '../../period.server.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { fetch, params, url } = event;
  const page = await readPeriod(event, (unit, query) =>
    call(listPrintable, { params: { unit }, query: { ...query } }, fetch),
  );
  const { prints } = await call(listPrints, { params: { unit: unitOf(params) } }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  );
  return { ...page, prints, printId: newUuid() };
};

export const actions: Actions = {
  print: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const body = { ...periodOf(url), id: String(form.get('id') ?? ''), form: String(form.get('form') ?? '') };
    try {
      await call(beginPrint, { params: { unit: unitOf(params) }, body }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status || 503, { problem: problem.document });
    }
    redirect(303, `${url.pathname}?${new URLSearchParams({ tu: body.from, den: body.to })}`);
  },
};
