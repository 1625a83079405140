import { browser } from '$app/env';
import { bandWanted, loadHolderBand } from '#modules/identity/ui.ts';
import type { LayoutLoad } from './$types';

/** The band that says who holds the phone comes with the pages of phones that need it, and costs the others nothing. */
export const load: LayoutLoad = async ({ data, url }) => {
  const wanted =
    data.people.length > 0 || data.helper || url.pathname === '/gia-dinh' || (browser && bandWanted());
  return { ...data, Band: wanted ? (await loadHolderBand()).default : undefined };
};
