import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
  const { lesson } = await parent();
  if (!lesson.steps.some((step) => step.id === params.step)) error(404, 'not-found');
  return { stepId: params.step };
};
