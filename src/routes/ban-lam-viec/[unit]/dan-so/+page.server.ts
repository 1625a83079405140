import { fail, redirect } from '@sveltejs/kit';
import { draftPopulations, getPopulations } from '#modules/movement/index.ts';
import type { ProblemDocument } from '#platform/client/call.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  list: await call(getPopulations, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
});

export const actions: Actions = {
  draft: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const file = form.get('file');
    const typed = {
      source: String(form.get('source') ?? ''),
      sourceDate: String(form.get('sourceDate') ?? ''),
    };
    const unit = unitOf(params);
    const batch = crypto.randomUUID();
    const path = draftPopulations.path.replace(':unit', String(unit)).replace(':batch', batch);
    const response = await fetch(`${path}?${new URLSearchParams(typed)}`, {
      method: draftPopulations.method,
      headers: { 'content-type': 'text/csv' },
      body: file instanceof File ? await file.arrayBuffer() : '',
    });
    if (!response.ok)
      return fail(response.status, { problem: (await response.json()) as ProblemDocument, typed });
    redirect(303, `/ban-lam-viec/${unit}/dan-so/${batch}`);
  },
};
