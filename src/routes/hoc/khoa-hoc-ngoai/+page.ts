import { listOutsideCourses } from '#modules/learning/index.ts';
import { listPackages } from '#modules/packages/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => {
  const [{ courses }, { packages }] = await Promise.all([
    call(listOutsideCourses, {}, fetch),
    call(listPackages, {}, fetch),
  ]);
  return { courses, packages };
};
