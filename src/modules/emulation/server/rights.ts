import type { Unit } from '#modules/organisations/index.ts';
import { requireRole, treeOf, worksAt } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import type { EmulationTables } from './tables.ts';

export type Asking = Context<EmulationTables>;
export const READERS = ['clerk', 'leader', 'administrator'] as const;
export const WORKERS = ['clerk', 'leader'] as const;

/** A unit speaks for itself, by its clerk or leader. @throws Refusal emulation/unit-writes */
export async function worker(context: Asking, unitId: number): Promise<Unit & { readonly personId: string }> {
  const unit = await requireRole(context, READERS, unitId);
  const { actor } = context;
  return actor.kind === 'person' && worksAt(context, WORKERS, unit.id)
    ? { ...unit, personId: actor.personId }
    : refuse('unit-writes');
}

/** The unit that reviews and decides for another: the one above; the nation's own for itself. */
export async function aboveOf(context: Asking, unitId: number): Promise<Unit> {
  const tree = await treeOf(context.db);
  return tree.ancestors(unitId).at(-1) ?? tree.find(unitId)!;
}

/** Names of units; an unknown one has none. */
export async function namer({ db }: Asking): Promise<(id: number) => { id: number; name: string }> {
  const tree = await treeOf(db);
  return (id) => ({ id, name: tree.find(id)?.name ?? '' });
}
