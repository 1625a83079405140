import { getCatalogue, listProgress } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

/** Somebody who has begun a lesson finds it first; a first visit asks for nothing more than the page. */
export const load: PageLoad = async ({ fetch }) => {
  const { progress } = await call(listProgress, {}, fetch).catch(() => ({ progress: [] }));
  if (progress.length === 0) return { programmes: [], progress };
  const { programmes } = await call(getCatalogue, {}, fetch).catch(() => ({ programmes: [] }));
  return { programmes, progress };
};
