import { error, redirect } from '@sveltejs/kit';
import { getResult } from '#modules/assessment/index.ts';
import { getCatalogue, listProgress } from '#modules/learning/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pickLessons } from './pick-lessons.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params }) => {
  const [result, { programmes }, { progress }] = await Promise.all([
    call(getResult, { params: { session: params.session } }, fetch).catch((problem: unknown) => {
      if (!(problem instanceof Problem)) throw problem;
      const { status, code } = problem.document;
      if (code === 'assessment/not-finished') redirect(303, `/kiem-tra/${params.session}`);
      error(status === 0 ? 503 : status >= 500 ? status : 404, code);
    }),
    call(getCatalogue, {}, fetch),
    call(listProgress, {}, fetch),
  ]);
  return { result, progress, lessons: pickLessons(programmes, result, progress) };
};
