import { error } from '@sveltejs/kit';
import { readPublished } from '../published.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  if (!/^\d{1,9}$/.test(params.unit)) error(404, 'not-found');
  const figures = await readPublished(Number(params.unit), fetch);
  return figures ? { figures } : error(404, 'not-found');
};
