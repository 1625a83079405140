import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { MovementTables } from './tables.ts';

type Reader = Db<MovementTables> | Tx<MovementTables>;

/** Number of the tree version in force, by what organisations publishes; 0 before the first. */
export async function findTreeId(db: Reader): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    SELECT max(id) AS id FROM organisations.pub_tree_versions WHERE valid_to = date '9999-12-31'`.execute(db);
  return rows[0]?.id ?? 0;
}

export async function readHead(db: Reader, name: 'tree' | 'populations'): Promise<number> {
  const row = await db
    .selectFrom('movement.heads')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value ?? 0;
}

export async function writeHead(db: Reader, value: number): Promise<void> {
  await db.updateTable('movement.heads').set({ value }).where('name', '=', 'tree').execute();
}
