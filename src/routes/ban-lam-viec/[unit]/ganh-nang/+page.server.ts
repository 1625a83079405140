import { getBurden } from '#modules/requests/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const quarter = url.searchParams.get('quy');
  const query = quarter && /^20\d\d-Q[1-4]$/.test(quarter) ? { quarter } : {};
  return {
    view: await call(getBurden, { params: { unit: unitOf(params) }, query }, fetch).catch(
      (problem: unknown) => pageRefused(problem, url),
    ),
  };
};
