import { sql, type Insertable, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { ItemRole, ItemState } from '../domain/item.ts';
import type { TasksTables } from './tables.ts';

export type Reader = Db<TasksTables> | Tx<TasksTables>;
export type TaskRow = Selectable<TasksTables['tasks.tasks']>;
export type NewTask = Insertable<TasksTables['tasks.tasks']>;

const CHUNK = 200;

/** @returns ids of those that were not there before */
export async function insertTasks(db: Reader, tasks: readonly NewTask[]): Promise<string[]> {
  const added: string[] = [];
  for (let at = 0; at < tasks.length; at += CHUNK) {
    const rows = await db
      .insertInto('tasks.tasks')
      .values(tasks.slice(at, at + CHUNK))
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    added.push(...rows.map(({ id }) => id));
  }
  return added;
}

export async function findTask(db: Reader, id: string): Promise<TaskRow | undefined> {
  return db.selectFrom('tasks.tasks').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same, held until the transaction ends. */
export async function lockTask(tx: Tx<TasksTables>, id: string): Promise<TaskRow | undefined> {
  return tx.selectFrom('tasks.tasks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function setTaskDueOn(tx: Tx<TasksTables>, id: string, dueOn: string): Promise<void> {
  await tx.updateTable('tasks.tasks').set({ due_on: dueOn, kind: 'dated' }).where('id', '=', id).execute();
}

export async function findBySource(db: Reader, id: string, position: number): Promise<TaskRow | undefined> {
  return db
    .selectFrom('tasks.tasks')
    .selectAll()
    .where('source_id', '=', id)
    .where('source_position', '=', position)
    .executeTakeFirst();
}

/** Tasks that were made of these, such as documents that came in, by what they were made of. */
export async function findMadeOf(db: Reader, sources: readonly string[]): Promise<Map<string, string>> {
  if (sources.length === 0) return new Map();
  const rows = await db
    .selectFrom('tasks.tasks')
    .select(['id', 'source_id'])
    .where('source_id', 'in', sources)
    .execute();
  return new Map(rows.map(({ id, source_id }) => [source_id, id]));
}

/** What a unit gave, the soonest first, those without a day last. */
export async function listGiven(db: Reader, unitId: number, limit: number): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    SELECT * FROM tasks.tasks WHERE unit_id = ${unitId}
    ORDER BY due_on NULLS LAST, created_at, source_position, id LIMIT ${limit}`.execute(db);
  return rows;
}

export type ReceivedRow = TaskRow & {
  readonly item_id: string;
  readonly role: ItemRole;
  readonly state: ItemState;
  readonly item_due_on: string | null;
  readonly reported_on: string | null;
};

/** What was given to these units and not withdrawn, the soonest first. */
export async function listReceived(
  db: Reader,
  unitIds: readonly number[],
  limit: number,
): Promise<(ReceivedRow & { readonly item_unit_id: number })[]> {
  const { rows } = await sql<ReceivedRow & { item_unit_id: number }>`
    SELECT t.*, i.id AS item_id, i.unit_id AS item_unit_id, i.role, i.state, i.due_on AS item_due_on, i.reported_on
    FROM tasks.items i JOIN tasks.tasks t ON t.id = i.task_id
    WHERE i.unit_id = ANY(${unitIds}::int[]) AND i.state <> 'withdrawn'
    ORDER BY i.due_on NULLS LAST, i.given_at, i.id LIMIT ${limit}`.execute(db);
  return rows;
}
