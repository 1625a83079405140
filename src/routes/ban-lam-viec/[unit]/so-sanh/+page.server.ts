import { getSimilar } from '#modules/movement/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const indicator = url.searchParams.get('chi-tieu');
  const reach = url.searchParams.get('pham-vi') === 'province' ? 'province' : 'nation';
  return {
    similar: await call(
      getSimilar,
      { params: { unit: unitOf(params) }, query: { reach, ...(indicator ? { indicator } : {}) } },
      fetch,
    ).catch((problem: unknown) => pageRefused(problem, url)),
  };
};
