import { listReviews } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageServerLoad } from './$types';

/** Paper for whoever sits with the learner: nothing here needs a script. */
export const csr = false;

export const load: PageServerLoad = ({ fetch }) => call(listReviews, {}, fetch);
