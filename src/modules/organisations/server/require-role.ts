import type { Context, Person } from '#platform/http/context.ts';
import type { Unit } from '../domain/unit.ts';
import { refuse } from '../domain/refusals.ts';
import { treeOf } from './tree.ts';

/** Structural part of a context, so that every module's own context fits. */
type Asking = Pick<Context, 'actor' | 'db'>;

/**
 * The unit, when the actor has one of these roles at it or at a unit above it.
 *
 * @throws Refusal organisations/sign-in-first (401) when nobody has signed in; organisations/not-found (404) when the
 *   unit does not exist or the actor has no such role there: the two look the same
 */
export async function requireRole(context: Asking, roles: readonly string[], unitId: number): Promise<Unit> {
  const { actor } = context;
  if (actor.kind !== 'person' || actor.anonymous) return refuse('sign-in-first');
  const tree = await treeOf(context.db);
  const unit = tree.find(unitId);
  const allowed = actor.grants.some(
    (grant) => roles.includes(grant.role) && tree.isWithin(unitId, grant.unitId),
  );
  return unit && allowed ? unit : refuse('not-found');
}

/** Whether {@link requireRole} would let this person pass; for showing or hiding, never instead of it. */
export async function hasRole(context: Asking, roles: readonly string[], unitId: number): Promise<boolean> {
  const { actor } = context;
  if (actor.kind !== 'person' || actor.anonymous) return false;
  const tree = await treeOf(context.db);
  return actor.grants.some((grant) => roles.includes(grant.role) && tree.isWithin(unitId, grant.unitId));
}

/** Whether the actor has one of these roles at the unit itself: a right at a unit above it does not speak for it. */
export const worksAt = (
  { actor }: Pick<Context, 'actor'>,
  roles: readonly string[],
  unitId: number,
): boolean =>
  actor.kind === 'person' &&
  !actor.anonymous &&
  actor.grants.some((grant) => grant.unitId === unitId && roles.includes(grant.role));

/** Units where the actor works, widest first, each with its roles there; empty for learners and for nobody. */
export async function unitsOf(
  context: Asking,
): Promise<{ readonly unit: Unit; readonly roles: readonly string[] }[]> {
  const { actor } = context;
  if (actor.kind !== 'person') return [];
  const tree = await treeOf(context.db);
  const roles = new Map<number, string[]>();
  for (const { role, unitId } of (actor as Person).grants) {
    if (role !== 'learner') roles.set(unitId, [...(roles.get(unitId) ?? []), role]);
  }
  return [...roles]
    .flatMap(([unitId, own]) => {
      const unit = tree.find(unitId);
      return unit ? [{ unit, roles: own }] : [];
    })
    .sort(
      (left, right) =>
        tree.ancestors(left.unit.id).length - tree.ancestors(right.unit.id).length ||
        left.unit.id - right.unit.id,
    );
}
