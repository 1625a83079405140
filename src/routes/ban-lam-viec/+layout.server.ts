import { redirect } from '@sveltejs/kit';
import { getDesk } from '#modules/movement/index.ts';
import { call } from '#platform/client/call.ts';
import { readDesk } from '../desk.server.ts';
import type { LayoutServerLoad } from './$types';

/** Staff only: who is signed out is asked to sign in and comes back here. */
export const load: LayoutServerLoad = async ({ fetch, locals, url }) => {
  const found = await readDesk(locals.language, fetch);
  if (!found) {
    redirect(303, `/can-bo/dang-nhap?${new URLSearchParams({ returnTo: url.pathname + url.search })}`);
  }
  const { units } = await call(getDesk, {}, fetch).catch(() => ({ units: [] }));
  return { desk: found.desk, units: units.map(({ id, name }) => ({ id, name })) };
};
