import { getNextLesson, listProgrammes, listProgress, searchCatalogue } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import { soon } from '#platform/client/patience.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const question = url.searchParams.get('tim')?.slice(0, 200).trim() ?? '';
  const [{ programmes }, { progress }, next, found] = await Promise.all([
    call(listProgrammes, {}, fetch),
    soon(call(listProgress, {}, fetch), { progress: [] }),
    question ? null : soon(call(getNextLesson, {}, fetch), null),
    question ? call(searchCatalogue, { query: { q: question } }, fetch) : null,
  ]);
  return { programmes, progress, next, question, found: found?.lessons ?? null };
};
