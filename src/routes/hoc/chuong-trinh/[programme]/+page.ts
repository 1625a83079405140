import { error } from '@sveltejs/kit';
import { describeBook, getProgramme, listProgress } from '#modules/learning/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params }) => {
  const reading = call(listProgress, {}, fetch).catch(() => ({ progress: [] }));
  const binding = call(describeBook, { params: { programme: params.programme } }, fetch).catch(() => null);
  try {
    const programme = await call(getProgramme, { params: { programme: params.programme } }, fetch);
    return { programme, progress: (await reading).progress, book: await binding };
  } catch (problem) {
    if (problem instanceof Problem) error(problem.document.status === 0 ? 503 : 404, problem.document.code);
    throw problem;
  }
};
