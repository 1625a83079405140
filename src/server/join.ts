import { registerHomes, registerPersonHooks, registerScope } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Services } from '#platform/http/context.ts';
import type { ServerModule } from '#platform/http/module.ts';

/** Gives identity, which needs no other module, what only others know: whose data a person has, and the tree of units. */
export function joinModules(services: Services, modules: readonly ServerModule[]): void {
  registerPersonHooks(modules);
  if (!modules.some((module) => module.name === 'organisations')) return;
  registerScope(async (unitId, ancestorId) => (await treeOf(services.db)).isWithin(unitId, ancestorId));
  registerHomes(async (unitId) => (await treeOf(services.db)).find(unitId)?.kind === 'commune');
}
