import { getItemReport } from '#modules/assessment/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  report: await call(getItemReport, { params: { unit: unitOf(params), item: params.item } }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  ),
});
