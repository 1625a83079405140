import { error } from '@sveltejs/kit';
import { getPlacement } from '#modules/learning/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => {
  try {
    return { placement: await call(getPlacement, {}, fetch) };
  } catch (problem) {
    if (problem instanceof Problem) error(problem.document.status || 503, problem.document.code);
    throw problem;
  }
};
