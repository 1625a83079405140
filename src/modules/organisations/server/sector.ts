import type { Db } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Tree } from '../domain/tree.ts';
import { nationalKinds, type Unit } from '../domain/unit.ts';
import { mayStandOn, type SideAxis } from '../domain/axis.ts';
import type { SectorView } from '../domain/axis-contract.ts';
import { listBelow, listStanding } from './axes.store.ts';
import { summarise } from './directory.ts';
import { hasRole, requireRole } from './require-role.ts';
import type { OrganisationsTables } from './tables.ts';
import { treeOf } from './tree.ts';

type Asking = Context<OrganisationsTables>;
/** Who reads the sector of a unit. */
const READERS = ['clerk', 'leader', 'administrator'] as const;
/** Units that a form offers to be placed. */
const MOST_OFFERED = 300;

export interface Member {
  readonly unit: Unit;
  /** Levels below the first that is shown. */
  readonly depth: number;
  /** The unit above it on the axis, among those shown; null at the top. */
  readonly parentId: number | null;
}

/**
 * The units of an axis that are a unit's own: all below it when it stands there itself; of a place of the state's line, all
 * of its territory that stand there. In the order of a tree, by name.
 */
export async function sectorOf(db: Db, tree: Tree, axis: SideAxis, unit: Unit): Promise<Member[]> {
  const below = await listBelow(db, axis, unit.id);
  const ids =
    below.length > 0
      ? below.map(({ unitId }) => unitId)
      : tree.descendants(unit.id).flatMap((one) => (mayStandOn(axis, one.kind) ? [one.id] : []));
  const standing = await listStanding(db, axis, ids);
  const childrenOf = Map.groupBy(
    [...standing].flatMap(([id, parent]) => {
      const one = tree.find(id);
      return one ? [{ unit: one, parentId: parent !== null && standing.has(parent) ? parent : null }] : [];
    }),
    ({ parentId }) => parentId,
  );
  const members: Member[] = [];
  const walk = (parentId: number | null, depth: number): void => {
    const own = childrenOf.get(parentId) ?? [];
    for (const one of own.toSorted(
      (left, right) => left.unit.name.localeCompare(right.unit.name, 'vi') || left.unit.id - right.unit.id,
    )) {
      members.push({ ...one, depth });
      walk(one.unit.id, depth + 1);
    }
  };
  walk(null, 0);
  return members;
}

/** The sector of a unit with what may be placed in it. @throws Refusal organisations/sign-in-first, /not-found */
export async function readSector(context: Asking, unitId: number, axis: SideAxis): Promise<SectorView> {
  const unit = await requireRole(context, READERS, unitId);
  const tree = await treeOf(context.db);
  const [members, mayPlace] = await Promise.all([
    sectorOf(context.db, tree, axis, unit),
    hasRole(context, ['administrator'], unitId),
  ]);
  const offered = [unit, ...tree.children(unitId), ...members.map((member) => member.unit)].filter(
    (one, at, all) =>
      mayStandOn(axis, one.kind) &&
      !nationalKinds.includes(one.kind) &&
      tree.isWithin(one.id, unitId) &&
      all.indexOf(one) === at,
  );
  return {
    unit: summarise(tree, unit),
    axis,
    members: members.map(({ unit: one, depth, parentId }) => ({
      unit: summarise(tree, one),
      depth,
      parentId,
    })),
    mayPlace,
    offered: mayPlace ? offered.slice(0, MOST_OFFERED).map((one) => summarise(tree, one)) : [],
  };
}
