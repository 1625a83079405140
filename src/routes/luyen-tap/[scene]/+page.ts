import { listPractice } from '#modules/practice/index.ts';
import { call } from '#platform/client/call.ts';
import { soon } from '#platform/client/patience.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params }) => {
  // Without a network the scene is there all the same.
  const { progress } = await soon(call(listPractice, {}, fetch), { progress: [] });
  return { progress: progress.find((one) => one.scene === params.scene) };
};
