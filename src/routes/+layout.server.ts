import type { LayoutServerLoad } from './$types';
import { readChoices } from '#ui/reading/choices.ts';

/** How this reader reads: every page's words, letters, colours and voice follow it; and whether figures are invented. */
export const load: LayoutServerLoad = ({ locals, cookies }) => ({
  language: locals.language,
  invented: locals.invented,
  reading: readChoices((name) => cookies.get(name)),
});
