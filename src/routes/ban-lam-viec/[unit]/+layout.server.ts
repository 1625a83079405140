import { getUnit } from '#modules/organisations/index.ts';
import { call } from '#platform/client/call.ts';
import { placesOf, unitPages } from '../../desk.server.ts';
import { messages } from '../../messages/messages.ts';
import { pageRefused, unitOf } from '../refused.server.ts';
import type { LayoutServerLoad } from './$types';

/** The navigation of the unit that is open, in place of the way to one's own. */
export const load: LayoutServerLoad = async ({ fetch, locals, params, parent, url }) => {
  const unitId = unitOf(params);
  const { desk, units } = await parent();
  const unit = await call(getUnit, { params: { unit: unitId } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  );
  const words = messages[locals.language];
  const own = [
    {
      ...placesOf(unitId, '', ['phan-bo', 'nguon']),
      label: words['desk.overview'],
      icon: 'home' as const,
    },
    { href: `/ban-lam-viec/${unitId}/ke-hoach`, label: words['desk.plans'], icon: 'document' as const },
    { href: `/ban-lam-viec/${unitId}/dan-so`, label: words['desk.populations'], icon: 'people' as const },
    { href: `/ban-lam-viec/${unitId}/lich-bao-cao`, label: words['desk.calendar'], icon: 'clock' as const },
  ];
  // Those of one's own unit become those of the unit that is open.
  const here = unitPages.flatMap(({ page, also }) =>
    desk.items
      .filter(({ href }) => href.endsWith(`/${page}`))
      .map((item) => ({ ...item, ...placesOf(unitId, page, also) })),
  );
  const rest = desk.items.filter(({ href }) => !href.startsWith('/ban-lam-viec'));
  return {
    desk: { ...desk, place: unit.name, items: [...(units.length > 0 ? own : []), ...here, ...rest] },
    unit: { id: unitId, name: unit.name },
  };
};
