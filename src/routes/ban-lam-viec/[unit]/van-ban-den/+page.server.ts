import { fail, redirect } from '@sveltejs/kit';
import { addIncoming, listIncoming, makeIncomingTask, type AddIncoming } from '#modules/tasks/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const asked = (url.searchParams.get('tim') ?? '').slice(0, 100);
  const query = asked === '' ? {} : { q: asked };
  const list = await call(listIncoming, { params: { unit: unitOf(params) }, query }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  );
  return { list, asked, id: newUuid() };
};

const linesOf = (text: string, role: 'lead' | 'participant') =>
  text
    .split(/\r?\n/)
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => ({ name, role }));

function documentOf(typed: Readonly<Record<string, string>>): AddIncoming {
  const text = (name: string) => typed[name]?.trim() ?? '';
  return {
    id: text('id'),
    arrivalNumber: text('arrivalNumber') === '' ? null : Number(text('arrivalNumber')),
    arrivedOn: text('arrivedOn'),
    number: text('number'),
    issuedOn: text('issuedOn') || null,
    issuer: text('issuer'),
    subject: text('subject'),
    dueOn: text('dueOn') || null,
    planId: text('planId') || null,
    parties: [...linesOf(text('leads'), 'lead'), ...linesOf(text('participants'), 'participant')],
  };
}

export const actions: Actions = {
  add: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
    try {
      await call(addIncoming, { params: { unit: unitOf(params) }, body: documentOf(typed) }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status, { problem: problem.document, typed });
    }
    redirect(303, `${url.pathname}#${typed['id'] ?? ''}`);
  },
  task: async ({ fetch, params, request }) => {
    const unit = unitOf(params);
    const document = String((await request.formData()).get('document') ?? '');
    let id: string;
    try {
      ({ id } = await call(makeIncomingTask, { params: { unit, document }, body: {} }, fetch));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status, { problem: problem.document });
    }
    redirect(303, `/ban-lam-viec/${unit}/nhiem-vu/${id}#giao`);
  },
};
