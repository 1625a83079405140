import { error } from '@sveltejs/kit';
import { getUnit } from '#modules/organisations/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params }) => {
  if (!/^\d{1,9}$/.test(params.unit)) error(404, 'not-found');
  try {
    return { unit: await call(getUnit, { params: { unit: Number(params.unit) } }, fetch) };
  } catch (problem) {
    if (problem instanceof Problem && problem.document.status === 404) error(404, 'not-found');
    throw problem;
  }
};
