import { error, fail } from '@sveltejs/kit';
import { getCredential } from '#modules/credentials/index.ts';
import { chooseConsent, listConsents } from '#modules/identity/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  try {
    const [credential, { consents }] = await Promise.all([
      call(getCredential, { params: { id: params.id } }, fetch),
      call(listConsents, {}, fetch),
    ]);
    const showName = consents.find((one) => one.purpose === 'public-verification-name');
    return { credential, showName, choiceId: newUuid() };
  } catch (problem) {
    if (problem instanceof Problem) error(problem.document.status === 422 ? 404 : problem.document.status);
    throw problem;
  }
};

export const actions: Actions = {
  name: async ({ fetch, request }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const body = {
      id: text('id'),
      purpose: text('purpose'),
      version: text('version'),
      given: text('given') === '1',
    };
    try {
      await call(chooseConsent, { body }, fetch);
      return { problem: null };
    } catch (problem) {
      if (problem instanceof Problem)
        return fail(problem.document.status || 503, { problem: problem.document });
      throw problem;
    }
  },
};
