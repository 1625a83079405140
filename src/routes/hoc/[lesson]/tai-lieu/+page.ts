import { listMaterials } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { PageLoad } from './$types';

/** Links and sizes: nothing here needs a script. */
export const csr = false;

export const load: PageLoad = async ({ fetch, params }) => ({
  materials: await call(listMaterials, { params: { lesson: params.lesson } }, fetch),
  today: vietnamDay(new Date()),
});
