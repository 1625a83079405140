import { getOverview } from '#modules/movement/index.ts';
import { getAttention } from '#modules/tasks/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const overview = await call(getOverview, { params: { unit: unitOf(params) } }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  );
  // Who sees figures only has no tasks.
  const attention = await call(getAttention, { params: { unit: unitOf(params) } }, fetch).catch(() => null);
  return { overview, attention };
};
