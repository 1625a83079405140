import { isContentLanguage } from '#platform/text/languages.ts';
import type { PageLoad } from './$types';

/** Something to read and to print. */
export const csr = false;

/** `tieng`: in which language; Vietnamese where it does not say. */
export const load: PageLoad = ({ url }) => {
  const asked = url.searchParams.get('tieng');
  return { asked: isContentLanguage(asked) ? asked : ('vi' as const) };
};
