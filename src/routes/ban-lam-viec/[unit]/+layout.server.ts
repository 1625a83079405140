import { getUnit } from '#modules/organisations/index.ts';
import { call } from '#platform/client/call.ts';
import { headed, inGroups, placesOf, unitPages } from '../../desk.server.ts';
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
    { ...placesOf(unitId, '', ['phan-bo', 'nguon']), label: words['desk.overview'], icon: 'home' as const },
    ...(
      [
        ['ke-hoach', 'desk.plans', 'document'],
        ['dan-so', 'desk.populations', 'people'],
        ['lich-bao-cao', 'desk.calendar', 'clock'],
      ] as const
    ).map(([page, word, icon]) => ({
      ...placesOf(unitId, page),
      ...headed('figures', words),
      label: words[word],
      icon,
    })),
  ];
  // Those of one's own unit become those of the unit that is open.
  const here = unitPages.flatMap(({ page, also }) =>
    desk.items
      .filter(({ href }) => href.endsWith(`/${page}`))
      .map((item) => ({ ...item, ...placesOf(unitId, page, also) })),
  );
  const rest = desk.items.filter(({ href }) => !href.startsWith('/ban-lam-viec'));
  return {
    desk: {
      ...desk,
      place: unit.name,
      items: inGroups([...(units.length > 0 ? own : []), ...here, ...rest], words),
    },
    unit: { id: unitId, name: unit.name },
  };
};
