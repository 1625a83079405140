import { listPractice, listScenes } from '#modules/practice/index.ts';
import { call } from '#platform/client/call.ts';
import { soon } from '#platform/client/patience.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => {
  const [{ scenes }, { progress }] = await Promise.all([
    call(listScenes, {}, fetch),
    // Without a network the exercises are there all the same.
    soon(call(listPractice, {}, fetch), { progress: [] }),
  ]);
  return { scenes, progress };
};
