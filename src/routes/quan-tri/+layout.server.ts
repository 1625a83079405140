import { error, redirect } from '@sveltejs/kit';
import { getUnit } from '#modules/organisations/index.ts';
import { call } from '#platform/client/call.ts';
import { holds, readDesk } from '../desk.server.ts';
import type { LayoutServerLoad } from './$types';

/** The administrator's own units; whoever has no right to a page here finds none. */
export const load: LayoutServerLoad = async ({ fetch, locals, route, url }) => {
  const found = await readDesk(locals.language, fetch);
  if (!found) {
    redirect(303, `/can-bo/dang-nhap?${new URLSearchParams({ returnTo: url.pathname + url.search })}`);
  }
  const { me, desk } = found;
  const roles = ['administrator', ...(route.id === '/quan-tri/giay' ? ['assessment-officer'] : [])];
  if (!holds(me, roles)) error(404, 'not-found');
  const ids = [
    ...new Set(me.grants.filter((grant) => grant.role === 'administrator').map((grant) => grant.unitId)),
  ];
  const own = await Promise.all(ids.map((unit) => call(getUnit, { params: { unit } }, fetch)));
  return { desk, own: own.map(({ id, name }) => ({ id, name })) };
};
