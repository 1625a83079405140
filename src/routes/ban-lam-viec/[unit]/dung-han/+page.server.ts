import { getTimeliness } from '#modules/reporting/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const [form, period] = [url.searchParams.get('mau'), url.searchParams.get('ky')];
  return {
    view: await call(
      getTimeliness,
      {
        params: { unit: unitOf(params) },
        query: { ...(form ? { form } : {}), ...(period ? { period } : {}) },
      },
      fetch,
    ).catch((problem: unknown) => pageRefused(problem, url)),
  };
};
