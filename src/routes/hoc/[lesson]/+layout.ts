import { error } from '@sveltejs/kit';
import { getLesson } from '#modules/learning/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { LayoutLoad } from './$types';

/** The whole lesson, once: moving between its steps needs no network. */
export const load: LayoutLoad = async ({ fetch, params }) => {
  try {
    return { lesson: await call(getLesson, { params: { lesson: params.lesson } }, fetch) };
  } catch (problem) {
    if (problem instanceof Problem) error(problem.document.status === 0 ? 503 : 404, problem.document.code);
    throw problem;
  }
};
