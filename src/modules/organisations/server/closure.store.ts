import type { Db, Tx } from '#platform/database/connect.ts';
import { OPEN_END } from '../domain/unit.ts';
import type { OrganisationsTables } from './tables.ts';

type Reader = Db<OrganisationsTables> | Tx<OrganisationsTables>;
type Writer = Tx<OrganisationsTables>;

/** Number of the tree version in force; 0 before the first. */
export async function currentTreeId(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('organisations.tree_versions')
    .select('id')
    .where('valid_to', '=', OPEN_END)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? 0;
}

/**
 * Ends the tree version in force and writes the next one, whole.
 *
 * @param parents unit → its parent; null for the root
 */
export async function insertTree(
  tx: Writer,
  tree: { validFrom: string; source: string; parents: ReadonlyMap<number, number | null> },
): Promise<number> {
  const before = await currentTreeId(tx);
  await tx
    .updateTable('organisations.tree_versions')
    .set({ valid_to: tree.validFrom })
    .where('id', '=', before)
    .execute();
  const id = before + 1;
  await tx
    .insertInto('organisations.tree_versions')
    .values({ id, valid_from: tree.validFrom, source: tree.source })
    .execute();
  await insertPaths(tx, id, [...tree.parents.keys()], tree.parents);
  return id;
}

/** Adds the way up of these units, themselves included, to a tree version. */
export async function insertPaths(
  tx: Writer,
  treeId: number,
  unitIds: readonly number[],
  parents: ReadonlyMap<number, number | null>,
): Promise<void> {
  const rows: { tree_id: number; ancestor_id: number; descendant_id: number; depth: number }[] = [];
  for (const unitId of unitIds) {
    let ancestor: number | null = unitId;
    for (let depth = 0; ancestor !== null && depth < 16; depth++) {
      rows.push({ tree_id: treeId, ancestor_id: ancestor, descendant_id: unitId, depth });
      ancestor = parents.get(ancestor) ?? null;
    }
  }
  for (let start = 0; start < rows.length; start += 5_000) {
    await tx
      .insertInto('organisations.tree')
      .values(rows.slice(start, start + 5_000))
      .execute();
  }
}

/** Puts a new leaf under its parent in a tree version. */
export async function insertLeaf(
  tx: Writer,
  treeId: number,
  unitId: number,
  parentId: number,
): Promise<void> {
  const above = await tx
    .selectFrom('organisations.tree')
    .select(['ancestor_id', 'depth'])
    .where('tree_id', '=', treeId)
    .where('descendant_id', '=', parentId)
    .execute();
  await tx
    .insertInto('organisations.tree')
    .values([
      { tree_id: treeId, ancestor_id: unitId, descendant_id: unitId, depth: 0 },
      ...above.map((row) => ({
        tree_id: treeId,
        ancestor_id: row.ancestor_id,
        descendant_id: unitId,
        depth: row.depth + 1,
      })),
    ])
    .execute();
}
