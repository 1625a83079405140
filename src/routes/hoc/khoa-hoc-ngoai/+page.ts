import { listOutsideCourses } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => call(listOutsideCourses, {}, fetch);
