import { error, fail, redirect } from '@sveltejs/kit';
import {
  actOnUnitItem,
  ActOnUnitItem,
  getUnitItem,
  itemOfForm,
  saveUnitItem,
} from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

type Asked = { readonly unit: string; readonly item: string };
const of = (params: Asked) => ({ unit: unitOf(params), item: params.item });

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  view: await call(getUnitItem, { params: of(params) }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
  id: newUuid(),
});

const said = (problem: unknown) => {
  if (!(problem instanceof Problem)) throw problem;
  return fail(problem.document.status || 503, { problem: problem.document });
};

export const actions: Actions = {
  act: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const act = ActOnUnitItem.entries.act.options.find((one) => one === form.get('act'));
    if (!act) error(404, 'not-found');
    const body = { id: String(form.get('id') ?? ''), act, why: String(form.get('why') ?? '') };
    try {
      await call(actOnUnitItem, { params: of(params), body }, fetch);
    } catch (problem) {
      return said(problem);
    }
    redirect(303, url.pathname);
  },
  save: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    try {
      const view = await call(getUnitItem, { params: of(params) }, fetch);
      const item = itemOfForm(view, form);
      const body = { id: String(form.get('id') ?? ''), base: Number(form.get('base')), item };
      await call(saveUnitItem, { params: of(params), body }, fetch);
    } catch (problem) {
      return said(problem);
    }
    redirect(303, url.pathname);
  },
};
