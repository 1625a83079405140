import { getCascade } from '#modules/movement/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused } from '../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const percent = url.searchParams.get('ty-le');
  const way = url.searchParams.get('cach') === 'by-people' ? ('by-people' as const) : ('same-rate' as const);
  return {
    cascade: await call(
      getCascade,
      { params: { unit: params.unit }, query: { ...(percent ? { percent } : {}), way } } as never,
      fetch,
    ).catch((problem: unknown) => pageRefused(problem, url)),
  };
};
