import { sql } from 'kysely';
import type { Tx } from '#platform/database/connect.ts';
import type { DeadlineKind } from '../domain/deadline.ts';
import type { ItemState } from '../domain/item.ts';
import type { TasksTables } from './tables.ts';
import type { Reader } from './tasks.store.ts';

export type ItemRow = TasksTables['tasks.items'];
export type EntryRow = TasksTables['tasks.entries'];
const CHUNK = 1_000;

/** Adds parts of units that have none in the task yet. @returns those that were added */
export async function insertItems(db: Reader, items: readonly ItemRow[]): Promise<ItemRow[]> {
  const added = new Set<string>();
  for (let at = 0; at < items.length; at += CHUNK) {
    const rows = await db
      .insertInto('tasks.items')
      .values(items.slice(at, at + CHUNK))
      .onConflict((conflict) => conflict.columns(['task_id', 'unit_id']).doNothing())
      .returning('id')
      .execute();
    for (const { id } of rows) added.add(id);
  }
  return items.filter(({ id }) => added.has(id));
}

export async function listItemsOf(db: Reader, taskId: string): Promise<ItemRow[]> {
  return db
    .selectFrom('tasks.items')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('role', 'desc')
    .orderBy('unit_id')
    .execute();
}

export async function findItem(db: Reader, id: string): Promise<ItemRow | undefined> {
  return db.selectFrom('tasks.items').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same, held until the transaction ends. */
export async function lockItem(tx: Tx<TasksTables>, id: string): Promise<ItemRow | undefined> {
  return tx.selectFrom('tasks.items').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function setItem(
  tx: Tx<TasksTables>,
  id: string,
  change: Partial<Pick<ItemRow, 'state' | 'reported_on' | 'changed_at'>>,
): Promise<void> {
  await tx.updateTable('tasks.items').set(change).where('id', '=', id).execute();
}

/** @returns false where the id is taken */
export async function insertEntry(db: Reader, entry: EntryRow): Promise<boolean> {
  const row = await db
    .insertInto('tasks.entries')
    .values(entry)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertEntries(db: Reader, entries: readonly EntryRow[]): Promise<void> {
  for (let at = 0; at < entries.length; at += CHUNK)
    await db
      .insertInto('tasks.entries')
      .values(entries.slice(at, at + CHUNK))
      .execute();
}

/** The day of every part that is not done. */
export async function setDueOn(tx: Tx<TasksTables>, taskId: string, dueOn: string): Promise<void> {
  await tx
    .updateTable('tasks.items')
    .set({ due_on: dueOn })
    .where('task_id', '=', taskId)
    .where('state', 'not in', ['confirmed', 'withdrawn'])
    .execute();
}

export async function findEntry(db: Reader, id: string): Promise<EntryRow | undefined> {
  return db.selectFrom('tasks.entries').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What was said and done about these, the oldest first. */
export async function listEntries(db: Reader, itemIds: readonly string[]): Promise<EntryRow[]> {
  if (itemIds.length === 0) return [];
  return db
    .selectFrom('tasks.entries')
    .selectAll()
    .where('item_id', 'in', itemIds)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Of these, those whose last step was to be sent back. */
export async function listSentBack(db: Reader, itemIds: readonly string[]): Promise<Set<string>> {
  if (itemIds.length === 0) return new Set();
  const { rows } = await sql<{ item_id: string; act: string }>`
    SELECT DISTINCT ON (item_id) item_id, act FROM tasks.entries
    WHERE item_id = ANY(${itemIds}::uuid[]) AND act IN ('send-back', 'report')
    ORDER BY item_id, at DESC, id DESC`.execute(db);
  return new Set(rows.filter(({ act }) => act === 'send-back').map(({ item_id }) => item_id));
}

export interface ItemCount {
  readonly task_id: string;
  readonly unit_id: number;
  readonly kind: DeadlineKind;
  readonly state: ItemState;
  /** Null: it has no day. */
  readonly in_time: boolean | null;
  readonly count: number;
}

/** Parts of leads in the tasks that a unit gave, counted by task. */
export async function countGiven(
  db: Reader,
  unitId: number,
  today: string,
): Promise<Omit<ItemCount, 'unit_id'>[]> {
  const { rows } = await sql<ItemCount>`
    SELECT i.task_id, t.kind, i.state, coalesce(i.reported_on, ${today}::date) <= i.due_on AS in_time, count(*) AS count
    FROM tasks.tasks t JOIN tasks.items i ON i.task_id = t.id
    WHERE t.unit_id = ${unitId} AND i.role = 'lead'
    GROUP BY 1, 2, 3, 4`.execute(db);
  return rows;
}

/** Parts of leads in the tasks that these units gave, counted by the unit that works. */
export async function countByUnit(
  db: Reader,
  givers: readonly number[],
  today: string,
): Promise<Omit<ItemCount, 'task_id'>[]> {
  const { rows } = await sql<ItemCount>`
    SELECT i.unit_id, t.kind, i.state, coalesce(i.reported_on, ${today}::date) <= i.due_on AS in_time, count(*) AS count
    FROM tasks.tasks t JOIN tasks.items i ON i.task_id = t.id
    WHERE t.unit_id = ANY(${givers}::int[]) AND i.role = 'lead'
    GROUP BY 1, 2, 3, 4`.execute(db);
  return rows;
}

/** Parts of leads that these units have, whoever gave them, counted by unit. */
export async function countByWorker(
  db: Reader,
  workers: readonly number[],
  today: string,
): Promise<Omit<ItemCount, 'task_id'>[]> {
  if (workers.length === 0) return [];
  const { rows } = await sql<ItemCount>`
    SELECT i.unit_id, t.kind, i.state, coalesce(i.reported_on, ${today}::date) <= i.due_on AS in_time, count(*) AS count
    FROM tasks.items i JOIN tasks.tasks t ON t.id = i.task_id
    WHERE i.unit_id = ANY(${workers}::int[]) AND i.role = 'lead'
    GROUP BY 1, 2, 3, 4`.execute(db);
  return rows;
}

/** Two leads of each of these tasks by name order, and how many there are. */
export async function leadsOf(
  db: Reader,
  taskIds: readonly string[],
): Promise<Map<string, { readonly unitIds: readonly number[]; readonly count: number }>> {
  if (taskIds.length === 0) return new Map();
  const { rows } = await sql<{ task_id: string; units: number[]; count: number }>`
    SELECT task_id, (array_agg(unit_id ORDER BY unit_id))[1:2] AS units, count(*) AS count FROM tasks.items
    WHERE task_id = ANY(${taskIds}::uuid[]) AND role = 'lead' AND state <> 'withdrawn'
    GROUP BY task_id`.execute(db);
  return new Map(rows.map(({ task_id, units, count }) => [task_id, { unitIds: units, count }]));
}

export interface OwedRow {
  readonly id: string;
  readonly task_id: string;
  readonly title: string;
  readonly unit_id: number;
  readonly state: ItemState;
  readonly due_on: string | null;
  readonly changed_at: Date;
}

/** Parts in the tasks of a unit that wait for its answer. */
export async function listOwed(db: Reader, giverId: number, limit: number): Promise<OwedRow[]> {
  const { rows } = await sql<OwedRow>`
    SELECT i.id, i.task_id, t.title, i.unit_id, i.state, i.due_on, i.changed_at
    FROM tasks.tasks t JOIN tasks.items i ON i.task_id = t.id
    WHERE t.unit_id = ${giverId} AND i.state IN ('reported', 'declined')
    ORDER BY i.changed_at, i.id LIMIT ${limit}`.execute(db);
  return rows;
}

export async function listKnownWords(
  db: Reader,
  unitId: number,
): Promise<{ folded: string; target_id: number }[]> {
  return db
    .selectFrom('tasks.known_words')
    .select(['folded', 'target_id'])
    .where('unit_id', '=', unitId)
    .orderBy('folded')
    .orderBy('target_id')
    .execute();
}

/** What was chosen now holds in place of what was chosen before. */
export async function replaceKnownWords(
  tx: Tx<TasksTables>,
  unitId: number,
  folded: string,
  targets: readonly number[],
): Promise<void> {
  await tx
    .deleteFrom('tasks.known_words')
    .where('unit_id', '=', unitId)
    .where('folded', '=', folded)
    .execute();
  await tx
    .insertInto('tasks.known_words')
    .values(targets.map((target_id) => ({ unit_id: unitId, folded, target_id })))
    .execute();
}
