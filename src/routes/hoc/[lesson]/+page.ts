import { browser } from '$app/env';
import { listProgress } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { PageLoad } from './$types';

/**
 * On the phone the page does not wait for the network: the phone's own memory says where she was, and what the server
 * knows comes when it comes.
 */
export const load: PageLoad = async ({ fetch, params }) => {
  const asked = call(listProgress, {}, fetch)
    .then(({ progress }) => progress.find((one) => one.lesson === params.lesson))
    .catch(() => undefined);
  return {
    progress: browser ? undefined : await asked,
    later: browser ? asked : undefined,
    today: vietnamDay(new Date()),
  };
};
