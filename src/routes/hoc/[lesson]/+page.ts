import { listProgress } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params }) => {
  // Without a network the phone's own memory says where she was.
  const { progress } = await call(listProgress, {}, fetch).catch(() => ({ progress: [] }));
  return { progress: progress.find((one) => one.lesson === params.lesson), today: vietnamDay(new Date()) };
};
