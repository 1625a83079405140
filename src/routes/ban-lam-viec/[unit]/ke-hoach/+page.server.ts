import { fail, redirect } from '@sveltejs/kit';
import { addDocument, listDocuments } from '#modules/plans/index.ts';
import type { ProblemDocument } from '#platform/client/call.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  list: await call(listDocuments, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
});

export const actions: Actions = {
  add: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const file = form.get('file');
    const typed = { name: String(form.get('name') ?? ''), text: String(form.get('text') ?? '') };
    const unit = unitOf(params);
    const document = crypto.randomUUID();
    const path = addDocument.path.replace(':unit', String(unit)).replace(':document', document);
    const response = await fetch(`${path}?${new URLSearchParams({ name: typed.name })}`, {
      method: addDocument.method,
      headers: { 'content-type': 'application/octet-stream' },
      body:
        file instanceof File && file.size > 0
          ? await file.arrayBuffer()
          : new TextEncoder().encode(typed.text),
    });
    if (!response.ok)
      return fail(response.status, { problem: (await response.json()) as ProblemDocument, typed });
    redirect(303, `/ban-lam-viec/${unit}/ke-hoach/${document}`);
  },
};
