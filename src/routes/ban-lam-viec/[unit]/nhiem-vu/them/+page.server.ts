import { error, fail, redirect } from '@sveltejs/kit';
import { addTask, listTasks, type AddTask } from '#modules/tasks/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const { unit, mayWork } = await call(listTasks, { params: { unit: unitOf(params) } }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  );
  if (!mayWork) error(404, 'not-found');
  return { place: unit, id: newUuid() };
};

function taskOf(form: FormData): AddTask {
  const text = (name: string) => String(form.get(name) ?? '');
  return {
    id: text('id'),
    number: text('number'),
    title: text('title'),
    content: text('content'),
    product: text('product'),
    leadWords: text('leadWords'),
    coordinatingWords: text('coordinatingWords'),
    kind: text('kind') as AddTask['kind'],
    dueOn: text('kind') === 'dated' ? text('dueOn') || null : null,
  };
}

export const actions: Actions = {
  default: async ({ fetch, params, request }) => {
    const unit = unitOf(params);
    const body = taskOf(await request.formData());
    try {
      await call(addTask, { params: { unit }, body }, fetch);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status, { problem: problem.document, typed: body });
    }
    redirect(303, `/ban-lam-viec/${unit}/nhiem-vu/${body.id}#giao`);
  },
};
