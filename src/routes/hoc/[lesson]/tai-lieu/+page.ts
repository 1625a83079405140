import { listMaterials } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import { isContentLanguage } from '#platform/text/languages.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { PageLoad } from './$types';

/** Links and sizes: nothing here needs a script. */
export const csr = false;

export const load: PageLoad = async ({ fetch, params, url }) => {
  const asked = url.searchParams.get('tieng');
  const query = isContentLanguage(asked) ? { language: asked } : {};
  return {
    materials: await call(listMaterials, { params: { lesson: params.lesson }, query }, fetch),
    today: vietnamDay(new Date()),
  };
};
