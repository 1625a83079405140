import { getNextLesson, listProgrammes, listProgress, searchCatalogue } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const question = url.searchParams.get('tim')?.slice(0, 200).trim() ?? '';
  const [{ programmes }, { progress }, next, found] = await Promise.all([
    call(listProgrammes, {}, fetch),
    call(listProgress, {}, fetch).catch(() => ({ progress: [] })),
    question ? null : call(getNextLesson, {}, fetch).catch(() => null),
    question ? call(searchCatalogue, { query: { q: question } }, fetch) : null,
  ]);
  return { programmes, progress, next, question, found: found?.lessons ?? null };
};
