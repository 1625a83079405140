import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Straight to the figures of one's unit, where there is one only. */
export const load: PageServerLoad = async ({ parent }) => {
  const { desk, units } = await parent();
  // Who only writes lessons or helps people sees no figures: hers is the list of those.
  const own = desk.items.find(({ href }) => /\/(?:bai-hoc|nguoi-hoc)$/.test(href));
  if (units.length === 0 && own) redirect(303, own.href);
  if (units.length === 1) redirect(303, `/ban-lam-viec/${units[0]!.id}`);
};
