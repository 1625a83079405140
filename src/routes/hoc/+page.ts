import { getCatalogue, listProgress, searchCatalogue } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const question = url.searchParams.get('tim')?.slice(0, 200).trim() ?? '';
  const [{ programmes }, { progress }, found] = await Promise.all([
    call(getCatalogue, {}, fetch),
    call(listProgress, {}, fetch),
    question ? call(searchCatalogue, { query: { q: question } }, fetch) : null,
  ]);
  return { programmes, progress, question, found: found?.lessons ?? null };
};
