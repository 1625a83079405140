import { getReview } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

/** Without a network the phone works out itself what to ask. */
export const load: PageLoad = async ({ fetch }) => ({
  review: await call(getReview, {}, fetch).catch(() => null),
});
