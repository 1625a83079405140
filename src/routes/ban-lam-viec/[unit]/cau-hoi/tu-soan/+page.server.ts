import { fail, redirect } from '@sveltejs/kit';
import { listUnitItems, lookAtItems } from '#modules/assessment/index.ts';
import { call, type ProblemDocument } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  list: await call(listUnitItems, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
  state: url.searchParams.get('buoc'),
  id: newUuid(),
});

export const actions: Actions = {
  bring: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const unit = unitOf(params);
    const text = (name: string) => String(form.get(name) ?? '');
    const file = form.get('file');
    const id = text('id');
    const path = lookAtItems.path.replace(':unit', String(unit)).replace(':import', encodeURIComponent(id));
    const name = file instanceof File ? file.name.slice(-120) : '';
    const query = new URLSearchParams({ name, competence: text('competence'), tier: text('tier') });
    const response = await fetch(`${path}?${query}`, {
      method: lookAtItems.method,
      headers: { 'content-type': 'application/octet-stream' },
      body: file instanceof File ? await file.arrayBuffer() : '',
    });
    if (!response.ok) return fail(response.status, { problem: (await response.json()) as ProblemDocument });
    redirect(303, `/ban-lam-viec/${unit}/cau-hoi/tu-soan/nhap/${id}`);
  },
};
