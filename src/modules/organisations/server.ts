import { setPartKeys } from '#modules/identity/server.ts';
import type { ServerModule } from '#platform/http/module.ts';
import { unitListKind } from './domain/unit-list.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { loadUnitsOnce } from './server/load-units.ts';
import { routes } from './server/routes.ts';
import { treeOf } from './server/tree.ts';

export { makeAddressBook } from './domain/address.ts';
export { readNationalList } from './domain/national-list.ts';
export { makeSearch } from './domain/search.ts';
export { makeTree } from './domain/tree.ts';
export { directoryOf, type Directory } from './server/directory.ts';
export { canonicalTerm } from './server/find-units.ts';
export { applyNationalList, loadUnits, readUnitSource, type Loaded } from './server/load-units.ts';
export { hasRole, requireRole, unitsOf, worksAt } from './server/require-role.ts';
export { sectorOf, type Member } from './server/sector.ts';
export { treeOf } from './server/tree.ts';
export type { OrganisationsTables } from './server/tables.ts';

export const organisations: ServerModule = {
  name: 'organisations',
  routes,
  messages: { vi, en },
  content: [unitListKind],
  start: async (services) => {
    await loadUnitsOnce(services);
    setPartKeys((await treeOf(services.db)).partKeys());
  },
};
