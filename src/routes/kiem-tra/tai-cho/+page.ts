import { getSeat } from '#modules/assessment/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ fetch }) => call(getSeat, {}, fetch);
