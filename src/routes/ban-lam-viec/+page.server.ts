import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Straight to the figures of one's unit, where there is one only. */
export const load: PageServerLoad = async ({ parent }) => {
  const { units } = await parent();
  if (units.length === 1) redirect(303, `/ban-lam-viec/${units[0]!.id}`);
};
