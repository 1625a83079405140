import { error, fail } from '@sveltejs/kit';
import { listSignals, replyToSignal, type ReplyToSignal } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const list = await call(listSignals, { params: { unit: unitOf(params) } }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  );
  const ids = Object.fromEntries(
    list.signals.map(({ id }) => [id, { explain: newUuid(), decide: newUuid() }]),
  );
  return { list, ids };
};

export const actions: Actions = {
  reply: async ({ fetch, request }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const [partKey, signal] = text('signal').split('/');
    if (!partKey || !signal) error(404, 'not-found');
    const act = text('act') as ReplyToSignal['act'];
    const body = {
      id: text('id'),
      act,
      reason: (act === 'explain' ? text('reason') : '') as NonNullable<ReplyToSignal['reason']>,
      words: text('words'),
    };
    try {
      await call(replyToSignal, { params: { partKey: Number(partKey), signal }, body }, fetch);
      return { done: true, problem: undefined };
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status, { done: false, problem: problem.document });
    }
  },
};
