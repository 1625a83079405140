import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Straight to the figures of one's unit, where there is one only. */
export const load: PageServerLoad = async ({ parent }) => {
  const { desk, units } = await parent();
  // Who only writes lessons sees no figures: hers is the list of lessons.
  const lessons = desk.items.find(({ href }) => href.endsWith('/bai-hoc'));
  if (units.length === 0 && lessons) redirect(303, lessons.href);
  if (units.length === 1) redirect(303, `/ban-lam-viec/${units[0]!.id}`);
};
