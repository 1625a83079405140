import { listPractice } from '#modules/practice/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params }) => {
  // Without a network the scene is there all the same.
  const { progress } = await call(listPractice, {}, fetch).catch(() => ({ progress: [] }));
  return { progress: progress.find((one) => one.scene === params.scene) };
};
