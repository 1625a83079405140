import { error, fail } from '@sveltejs/kit';
import { revocationReasons, revokeCredential, verifyCode } from '#modules/credentials/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, setHeaders }) => {
  // Names and codes stay out of search engines and of other sites' logs. Not `no-referrer`: a browser then posts this
  // page's own form with the origin `null`, which is refused.
  setHeaders({ 'x-robots-tag': 'noindex', 'referrer-policy': 'same-origin' });
  try {
    const code = params.code.slice(0, 40);
    return { verification: await call(verifyCode, { params: { code } }, fetch) };
  } catch (problem) {
    if (problem instanceof Problem) error(problem.document.status || 503);
    throw problem;
  }
};

export const actions: Actions = {
  revoke: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const reason = revocationReasons.find((one) => one === form.get('reason')) ?? 'test-irregular';
    const note = String(form.get('note') ?? '').slice(0, 500);
    try {
      await call(revokeCredential, { params: { code: params.code }, body: { reason, note } }, fetch);
      return { problem: null };
    } catch (problem) {
      if (problem instanceof Problem)
        return fail(problem.document.status || 503, { problem: problem.document });
      throw problem;
    }
  },
};
