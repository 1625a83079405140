import { getNextLesson } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import { soon } from '#platform/client/patience.ts';
import type { PageLoad } from './$types';

/** Somebody who has begun a lesson finds it first; nobody waits for it. */
export const load: PageLoad = async ({ fetch }) => {
  const next = await soon(call(getNextLesson, {}, fetch), null);
  return { next: next?.isNew && !next.placed ? null : next };
};
