import type { Db, Tx } from '#platform/database/connect.ts';
import { closureOf, type Edge, type SideAxis } from '../domain/axis.ts';
import { OPEN_END } from '../domain/unit.ts';
import type { OrganisationsTables } from './tables.ts';

type Reader = Db<OrganisationsTables> | Tx<OrganisationsTables>;
type Writer = Tx<OrganisationsTables>;

/** Places of a unit and of those under it on all side axes, the oldest first. */
export async function listEdgesOf(db: Reader, unitId: number): Promise<(Edge & { axis: SideAxis })[]> {
  const rows = await db
    .selectFrom('organisations.edges')
    .selectAll()
    .where('axis', '<>', 'line')
    .where((is) => is.or([is('unit_id', '=', unitId), is('parent_id', '=', unitId)]))
    .orderBy('valid_from')
    .orderBy('unit_id')
    .execute();
  return rows.map((row) => ({
    axis: row.axis as SideAxis,
    unitId: row.unit_id,
    parentId: row.parent_id,
    from: row.valid_from,
    to: row.valid_to,
  }));
}

/** Who stands under whom on an axis today: unit → parent. */
export async function readParents(db: Reader, axis: SideAxis): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('organisations.edges')
    .select(['unit_id', 'parent_id'])
    .where('axis', '=', axis)
    .where('valid_to', '=', OPEN_END)
    .execute();
  return new Map(rows.map((row) => [row.unit_id, row.parent_id]));
}

/** Who stood under whom on the day before: unit → parent. */
async function readParentsBefore(db: Reader, axis: SideAxis, day: string): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('organisations.edges')
    .select(['unit_id', 'parent_id'])
    .where('axis', '=', axis)
    .where('valid_from', '<', day)
    .where('valid_to', '>=', day)
    .execute();
  return new Map(rows.map((row) => [row.unit_id, row.parent_id]));
}

/** The unit stands there from that day on; null: nowhere. A second place on one day replaces the first. */
export async function replacePlace(
  tx: Writer,
  axis: SideAxis,
  unitId: number,
  parentId: number | null,
  from: string,
): Promise<void> {
  await tx
    .deleteFrom('organisations.edges')
    .where('unit_id', '=', unitId)
    .where('axis', '=', axis)
    .where('valid_from', '=', from)
    .execute();
  await tx
    .updateTable('organisations.edges')
    .set({ valid_to: from })
    .where('unit_id', '=', unitId)
    .where('axis', '=', axis)
    .where('valid_to', '=', OPEN_END)
    .execute();
  if (parentId === null) return;
  await tx
    .insertInto('organisations.edges')
    .values({ unit_id: unitId, parent_id: parentId, axis, valid_from: from })
    .execute();
}

interface Version {
  readonly id: number;
  readonly valid_from: string;
}
async function findVersion(db: Reader, axis: SideAxis): Promise<Version | undefined> {
  return db
    .selectFrom('organisations.axis_versions')
    .select(['id', 'valid_from'])
    .where('axis', '=', axis)
    .where('valid_to', '=', OPEN_END)
    .executeTakeFirst();
}

/**
 * Writes the tree of an axis as it is from a day on. Of one day there is one version; the version before ends. A change dated
 * before the version in force is told by the edges alone: what was, is not laid anew.
 *
 * @param parents all of the axis, unit → parent
 */
export async function writeAxis(
  tx: Writer,
  axis: SideAxis,
  parents: ReadonlyMap<number, number>,
  from: string,
): Promise<void> {
  const before = await findVersion(tx, axis);
  if (before && before.valid_from >= from) return layTree(tx, axis, before.id, parents);
  if (before) {
    await tx
      .updateTable('organisations.axis_versions')
      .set({ valid_to: from })
      .where('axis', '=', axis)
      .where('valid_to', '=', OPEN_END)
      .execute();
    // Who joined it on this very day, or after a day that is told late, was never part of it.
    await layTree(tx, axis, before.id, await readParentsBefore(tx, axis, from));
  }
  const id = (before?.id ?? 0) + 1;
  await tx.insertInto('organisations.axis_versions').values({ axis, id, valid_from: from }).execute();
  await layTree(tx, axis, id, parents);
}

/** Puts these ways in place of those that a version has. */
async function layTree(
  tx: Writer,
  axis: SideAxis,
  id: number,
  parents: ReadonlyMap<number, number>,
): Promise<void> {
  await tx.deleteFrom('organisations.axis_tree').where('axis', '=', axis).where('tree_id', '=', id).execute();
  await insertPaths(tx, axis, id, closureOf(parents));
}

/** Adds ways up to the version in force: a new leaf changes nothing for the others. @returns false without a version */
export async function joinAxis(
  tx: Writer,
  axis: SideAxis,
  parents: ReadonlyMap<number, number>,
  unitId: number,
): Promise<boolean> {
  const version = await findVersion(tx, axis);
  if (!version) return false;
  const parent = parents.get(unitId)!;
  const paths = closureOf(parents).filter(
    ({ descendantId, ancestorId }) =>
      descendantId === unitId || (descendantId === parent && ancestorId === parent),
  );
  await insertPaths(tx, axis, version.id, paths);
  return true;
}

async function insertPaths(
  tx: Writer,
  axis: SideAxis,
  treeId: number,
  paths: ReturnType<typeof closureOf>,
): Promise<void> {
  for (let start = 0; start < paths.length; start += 5_000)
    await tx
      .insertInto('organisations.axis_tree')
      .values(
        paths.slice(start, start + 5_000).map(({ ancestorId, descendantId, depth }) => ({
          axis,
          tree_id: treeId,
          ancestor_id: ancestorId,
          descendant_id: descendantId,
          depth,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

export interface Standing {
  readonly unitId: number;
  /** Levels below the one that was asked for; 0 is itself. */
  readonly depth: number;
}

/** The unit and all below it on an axis as it stands today; empty when it does not stand there. */
export async function listBelow(db: Reader, axis: SideAxis, unitId: number): Promise<Standing[]> {
  const version = await findVersion(db, axis);
  if (!version) return [];
  const rows = await db
    .selectFrom('organisations.axis_tree')
    .select(['descendant_id', 'depth'])
    .where('axis', '=', axis)
    .where('tree_id', '=', version.id)
    .where('ancestor_id', '=', unitId)
    .orderBy('depth')
    .orderBy('descendant_id')
    .execute();
  return rows.map((row) => ({ unitId: row.descendant_id, depth: row.depth }));
}

/** Of these units, those that stand on an axis, each with its parent there; null at the top. */
export async function listStanding(
  db: Reader,
  axis: SideAxis,
  units: readonly number[],
): Promise<Map<number, number | null>> {
  const version = await findVersion(db, axis);
  if (!version || units.length === 0) return new Map();
  const rows = await db
    .selectFrom('organisations.axis_tree')
    .select(['descendant_id', 'ancestor_id', 'depth'])
    .where('axis', '=', axis)
    .where('tree_id', '=', version.id)
    .where('descendant_id', 'in', [...units])
    .where('depth', '<=', 1)
    .orderBy('depth')
    .execute();
  return new Map(rows.map((row) => [row.descendant_id, row.depth === 0 ? null : row.ancestor_id]));
}
