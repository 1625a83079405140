import { error, redirect } from '@sveltejs/kit';
import { getSession } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

/** The open question, whatever this phone showed last; a finished test leads to its result. */
export const load: PageLoad = async ({ fetch, params }) => {
  try {
    const step = await call(getSession, { params: { session: params.session } }, fetch);
    if (step.kind !== 'finished') return { step };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const { status, code } = problem.document;
    error(status === 0 ? 503 : status >= 500 ? status : 404, code);
  }
  redirect(303, `/kiem-tra/${params.session}/ket-qua`);
};
