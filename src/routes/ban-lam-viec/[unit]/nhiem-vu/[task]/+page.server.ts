import { error, fail, redirect } from '@sveltejs/kit';
import {
  addEvidence,
  assignTask,
  getProposals,
  getTask,
  moveDeadline,
  passOn,
  removeEvidence,
  takeStep,
  type Assign,
  type Group,
  type TakeStep,
} from '#modules/tasks/index.ts';
import { call, Problem, type ProblemDocument } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const place = { unit: unitOf(params), task: params.task };
  const view = await call(getTask, { params: place, query: {} }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  );
  const asked = (url.searchParams.get('don-vi') ?? '').slice(0, 100);
  const query = asked === '' ? {} : { q: asked };
  return {
    view,
    asked,
    proposals: view.mayAssign ? await call(getProposals, { params: place, query }, fetch) : null,
    ids: Object.fromEntries(view.items.map(({ id }) => [id, newUuid()])),
  };
};

const said = (problem: unknown) => {
  if (!(problem instanceof Problem)) throw problem;
  return fail(problem.document.status, { problem: problem.document });
};

/**
 * What was ticked (`lead`: number and words of the plan), and what was chosen by name: `unit-7` with the role, and the words
 * that it stands for; `group-communes` with the role.
 */
function chosenOf(form: FormData, role: 'lead' | 'coordinating'): Assign['lead'] {
  const part = (id: string | undefined, words: string | undefined) => ({
    unitId: Number(id ?? 0),
    words: words ?? '',
  });
  const ticked = form.getAll(role).map((value) => {
    const [, id, words] = /^(\d{1,9}) ?(.*)$/s.exec(String(value)) ?? [];
    return part(id, words);
  });
  const picked = [...form].flatMap(([name, value]) => {
    const [, id] = /^unit-(\d{1,9})$/.exec(name) ?? [];
    const [, as, words] = /^(\S+) ?(.*)$/s.exec(String(value)) ?? [];
    return id && as === role ? [part(id, words)] : [];
  });
  const groups = [...form].filter(([name, value]) => name.startsWith('group-') && value === role);
  return {
    units: [...ticked, ...picked],
    groups: [
      ...form.getAll(`${role}-group`).map((group) => String(group) as Group),
      ...groups.map(([name]) => name.slice('group-'.length) as Group),
    ],
  };
}

export const actions: Actions = {
  assign: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const body: Assign = { lead: chosenOf(form, 'lead'), coordinating: chosenOf(form, 'coordinating') };
    try {
      await call(assignTask, { params: { unit: unitOf(params), task: params.task }, body }, fetch);
    } catch (problem) {
      return said(problem);
    }
    redirect(303, url.pathname);
  },
  step: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const body: TakeStep = { id: text('id'), act: text('act') as TakeStep['act'], words: text('words') };
    try {
      await call(takeStep, { params: { unit: unitOf(params), item: text('item') }, body }, fetch);
    } catch (problem) {
      return said(problem);
    }
    redirect(303, `${url.pathname}#viec-${text('item')}`);
  },
  evidence: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const file = form.get('file');
    const item = String(form.get('item') ?? '');
    if (!(file instanceof File)) error(404, 'not-found');
    const path = addEvidence.path
      .replace(':unit', String(unitOf(params)))
      .replace(':item', encodeURIComponent(item))
      .replace(':evidence', encodeURIComponent(String(form.get('id') ?? '')));
    const name = file.name.slice(-200) || 'minh-chung';
    const response = await fetch(`${path}?${new URLSearchParams({ name })}`, {
      method: addEvidence.method,
      headers: { 'content-type': 'application/octet-stream' },
      body: await file.arrayBuffer(),
    });
    if (!response.ok) return fail(response.status, { problem: (await response.json()) as ProblemDocument });
    redirect(303, `${url.pathname}#viec-${item}`);
  },
  remove: async ({ fetch, params, request, url }) => {
    const evidence = String((await request.formData()).get('evidence') ?? '');
    try {
      await call(removeEvidence, { params: { unit: unitOf(params), evidence } }, fetch);
    } catch (problem) {
      return said(problem);
    }
    redirect(303, url.pathname);
  },
  deadline: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const body = { dueOn: String(form.get('dueOn') ?? ''), words: String(form.get('words') ?? '') };
    try {
      await call(moveDeadline, { params: { unit: unitOf(params), task: params.task }, body }, fetch);
    } catch (problem) {
      return said(problem);
    }
    redirect(303, url.pathname);
  },
  pass: async ({ fetch, params, request }) => {
    const unit = unitOf(params);
    const item = String((await request.formData()).get('item') ?? '');
    let id: string;
    try {
      ({ id } = await call(passOn, { params: { unit, item }, body: {} }, fetch));
    } catch (problem) {
      return said(problem);
    }
    redirect(303, `/ban-lam-viec/${unit}/nhiem-vu/${id}#giao`);
  },
};
