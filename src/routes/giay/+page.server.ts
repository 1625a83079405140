import { fail } from '@sveltejs/kit';
import { claimMine, listMine } from '#modules/credentials/index.ts';
import { chooseConsent, listConsents } from '#modules/identity/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch }) => {
  const [mine, { consents }] = await Promise.all([call(listMine, {}, fetch), call(listConsents, {}, fetch)]);
  return {
    // What waits and has all it needs is confirmed while she looks.
    mine: mine.waiting > 0 ? await call(claimMine, { body: { homeLater: false } }, fetch) : mine,
    consent: consents.find((one) => one.purpose === 'confirmation'),
    choiceId: newUuid(),
  };
};

export const actions: Actions = {
  agree: async ({ fetch, request }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    try {
      const body = { id: text('id'), purpose: text('purpose'), version: text('version'), given: true };
      await call(chooseConsent, { body }, fetch);
      await call(claimMine, { body: { homeLater: false } }, fetch);
      return { problem: null };
    } catch (error) {
      if (error instanceof Problem) return fail(error.document.status || 503, { problem: error.document });
      throw error;
    }
  },
  later: async ({ fetch }) => {
    await call(claimMine, { body: { homeLater: true } }, fetch);
    return { problem: null };
  },
};
