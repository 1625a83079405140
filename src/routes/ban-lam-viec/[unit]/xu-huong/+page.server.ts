import { getTrend } from '#modules/movement/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const indicator = url.searchParams.get('chi-tieu');
  return {
    trend: await call(
      getTrend,
      { params: { unit: unitOf(params) }, query: indicator ? { indicator } : {} },
      fetch,
    ).catch((problem: unknown) => pageRefused(problem, url)),
  };
};
