import { sql } from 'kysely';
import type { Tx } from '#platform/database/connect.ts';
import type { TasksTables } from './tables.ts';
import type { Reader } from './tasks.store.ts';

export async function hasSynthetic(db: Reader): Promise<boolean> {
  const row = await db
    .selectFrom('tasks.tasks')
    .select('id')
    .where('synthetic', '=', true)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes away what is marked, and what these people made, with all that hangs on it. */
export async function removeSynthetic(tx: Tx<TasksTables>, people: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM tasks.tasks WHERE synthetic OR created_by = ANY(${people}::uuid[])`.execute(tx);
  const tasks = rows.map(({ id }) => id);
  const items = await sql<{ id: string }>`
    SELECT id FROM tasks.items WHERE task_id = ANY(${tasks}::uuid[])`.execute(tx);
  const ids = items.rows.map(({ id }) => id);
  await sql`DELETE FROM tasks.prints WHERE evidence_id IN (
    SELECT id FROM tasks.evidence WHERE item_id = ANY(${ids}::uuid[]))`.execute(tx);
  await sql`DELETE FROM tasks.evidence WHERE item_id = ANY(${ids}::uuid[])`.execute(tx);
  await sql`DELETE FROM tasks.files f WHERE NOT EXISTS (
    SELECT 1 FROM tasks.evidence e WHERE e.digest = f.digest AND e.file_key = f.part_key AND e.removed_at IS NULL)`.execute(
    tx,
  );
  await sql`DELETE FROM tasks.entries WHERE item_id = ANY(${ids}::uuid[])`.execute(tx);
  await sql`DELETE FROM tasks.items WHERE task_id = ANY(${tasks}::uuid[])`.execute(tx);
  await sql`DELETE FROM tasks.tasks WHERE id = ANY(${tasks}::uuid[])`.execute(tx);
  await sql`DELETE FROM tasks.incoming_parties WHERE incoming_id IN (
    SELECT id FROM tasks.incoming WHERE synthetic OR created_by = ANY(${people}::uuid[]))`.execute(tx);
  await sql`DELETE FROM tasks.incoming WHERE synthetic OR created_by = ANY(${people}::uuid[])`.execute(tx);
}
