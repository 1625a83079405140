import { getLineage } from '#modules/movement/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  lineage: await call(
    getLineage,
    { params: { unit: unitOf(params), indicator: params.indicator } },
    fetch,
  ).catch((problem: unknown) => pageRefused(problem, url)),
});
