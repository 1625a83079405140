import { getUnit, NATION_ID, searchUnits } from '#modules/organisations/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const q = (url.searchParams.get('q') ?? '').slice(0, 200);
  const [hits, nation] = await Promise.all([
    q.trim() ? call(searchUnits, { query: { q, limit: 30 } }, fetch) : undefined,
    call(getUnit, { params: { unit: NATION_ID } }, fetch),
  ]);
  return { q, hits, provinces: nation.children };
};
