import { getLibrary } from '#modules/emulation/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const q = url.searchParams.get('tim')?.slice(0, 100) ?? '';
  return {
    library: await call(getLibrary, { params: { unit: unitOf(params) }, query: { q } }, fetch).catch(
      (problem: unknown) => pageRefused(problem, url),
    ),
  };
};
