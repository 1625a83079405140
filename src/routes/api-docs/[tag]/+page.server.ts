import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, parent }) => {
  const { operations } = await parent();
  const shown = operations.filter(({ tag }) => tag === params.tag);
  if (shown.length === 0) error(404, 'not-found');
  return { tag: params.tag, shown };
};
