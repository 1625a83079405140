import { error } from '@sveltejs/kit';
import { readMode } from '#modules/practice/ui.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
  const { file } = (await parent()).view;
  const mode = file.kind === 'scene' && readMode(params.mode, file.forReal !== undefined);
  if (!mode) error(404, 'not-found');
};
