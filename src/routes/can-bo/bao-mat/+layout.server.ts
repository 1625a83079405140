import { redirect } from '@sveltejs/kit';
import { readDesk } from '../../desk.server.ts';
import type { LayoutServerLoad } from './$types';

/** Everybody who signed in as staff has an account to keep safe. */
export const load: LayoutServerLoad = async ({ fetch, locals, url }) => {
  const found = await readDesk(locals.language, fetch);
  if (!found) redirect(303, `/can-bo/dang-nhap?${new URLSearchParams({ returnTo: url.pathname })}`);
  return { desk: found.desk };
};
