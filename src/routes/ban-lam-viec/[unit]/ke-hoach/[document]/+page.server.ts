import { error, fail, redirect } from '@sveltejs/kit';
import { editItem, getDocument, settleDocument, type ItemEdit } from '#modules/plans/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  plan: await call(getDocument, { params: { unit: unitOf(params), document: params.document } }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  ),
});

const said = (problem: unknown) => {
  if (!(problem instanceof Problem)) throw problem;
  return fail(problem.document.status, { problem: problem.document });
};

function editOf(form: FormData): ItemEdit {
  const text = (name: string) => String(form.get(name) ?? '');
  const number = (name: string) => (text(name) === '' ? null : Number(text(name)));
  const own = { item: text('item'), keep: form.get('keep') !== null };
  return own.item.startsWith('target:')
    ? { kind: 'target', ...own, value: number('value'), year: number('year') }
    : {
        kind: 'task',
        ...own,
        number: text('number'),
        title: text('title'),
        lead: text('lead'),
        coordinating: text('coordinating'),
        deadline: text('deadline'),
      };
}

export const actions: Actions = {
  edit: async ({ fetch, params, request }) => {
    const unit = unitOf(params);
    const body = editOf(await request.formData());
    try {
      await call(editItem, { params: { unit, document: params.document }, body }, fetch);
    } catch (problem) {
      return said(problem);
    }
    redirect(303, `/ban-lam-viec/${unit}/ke-hoach/${params.document}#${body.item.replace(':', '-')}`);
  },
  settle: async ({ fetch, params, request }) => {
    const to = (await request.formData()).get('to');
    if (to !== 'accepted' && to !== 'set-aside') error(404, 'not-found');
    const unit = unitOf(params);
    try {
      await call(settleDocument, { params: { unit, document: params.document }, body: { to } }, fetch);
    } catch (problem) {
      return said(problem);
    }
    redirect(303, `/ban-lam-viec/${unit}/ke-hoach`);
  },
};
