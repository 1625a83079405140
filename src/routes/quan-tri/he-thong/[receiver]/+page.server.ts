import { fail, redirect } from '@sveltejs/kit';
import {
  endReceiver,
  endReceiverKey,
  getReceiver,
  makeBatch,
  retryDeliveries,
  rotateReceiverSecret,
} from '#modules/interop/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused } from '../../../ban-lam-viec/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  page: await call(getReceiver, { params }, fetch).catch((problem: unknown) => pageRefused(problem, url)),
  id: newUuid(),
});

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();
const refused = (problem: unknown) => {
  if (!(problem instanceof Problem)) throw problem;
  return fail(problem.document.status || 503, { problem: problem.document });
};

export const actions: Actions = {
  rotate: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const body = {
      version: text(form, 'version'),
      overlapDays: Number(text(form, 'overlapDays')),
      publicKey: text(form, 'publicKey') || null,
    };
    try {
      return await call(rotateReceiverSecret, { params, body }, fetch);
    } catch (problem) {
      return refused(problem);
    }
  },
  endKey: async ({ fetch, params, request, url }) => {
    const key = text(await request.formData(), 'key');
    try {
      await call(endReceiverKey, { params: { ...params, key }, body: {} }, fetch);
    } catch (problem) {
      return refused(problem);
    }
    redirect(303, url.pathname);
  },
  retry: async ({ fetch, params, request, url }) => {
    const delivery = text(await request.formData(), 'delivery') || null;
    try {
      await call(retryDeliveries, { params, body: { delivery } }, fetch);
    } catch (problem) {
      return refused(problem);
    }
    redirect(303, url.pathname);
  },
  make: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const body = { id: text(form, 'id'), from: text(form, 'from') || null, to: text(form, 'to') || null };
    let number: number;
    try {
      ({ number } = await call(makeBatch, { params, body }, fetch));
    } catch (problem) {
      return refused(problem);
    }
    redirect(303, `${url.pathname}/dot/${number}`);
  },
  end: async ({ fetch, params, url }) => {
    try {
      await call(endReceiver, { params, body: {} }, fetch);
    } catch (problem) {
      return refused(problem);
    }
    redirect(303, url.pathname);
  },
};
