import { error } from '@sveltejs/kit';
import { getLesson } from '#modules/learning/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params }) => {
  const asked = { params: { lesson: params.lesson }, query: { wording: 'national' } } as const;
  try {
    return { national: await call(getLesson, asked, fetch) };
  } catch (problem) {
    if (problem instanceof Problem) error(problem.document.status === 0 ? 503 : 404, problem.document.code);
    throw problem;
  }
};
