import { error } from '@sveltejs/kit';
import { getPackage } from '#modules/packages/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params }) => ({
  course: await call(getPackage, { params: { package: params.package } }, fetch).catch((problem: unknown) => {
    if (!(problem instanceof Problem) || problem.document.status >= 500 || problem.document.status === 0)
      throw problem;
    return error(404, 'not-found');
  }),
});
