import { hasRole, requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Unit } from '#modules/organisations/index.ts';
import type { Context } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import { findItem, type ItemRow } from './items.store.ts';
import type { TasksTables } from './tables.ts';
import { findTask, type TaskRow } from './tasks.store.ts';

export type Asking = Context<TasksTables>;

/** Who reads tasks of a unit, and who gives, answers and works on them. */
export const READERS = ['clerk', 'leader', 'administrator'] as const;
export const WORKERS = ['clerk', 'leader'] as const;

export const personOf = ({ actor }: Asking): string | null =>
  actor.kind === 'person' ? actor.personId : null;

export const mayWork = (context: Asking, unitId: number): Promise<boolean> =>
  hasRole(context, WORKERS, unitId);

/** A task that the unit gave. @throws Refusal organisations/not-found, tasks/task-not-found */
export async function givenTask(
  context: Asking,
  unitId: number,
  id: string,
  roles: readonly string[] = WORKERS,
): Promise<{ readonly unit: Unit; readonly task: TaskRow }> {
  const unit = await requireRole(context, roles, unitId);
  const task = await findTask(context.db, id);
  return task?.unit_id === unitId ? { unit, task } : refuse('task-not-found');
}

export interface ItemSeen {
  readonly unit: Unit;
  readonly item: ItemRow;
  readonly task: TaskRow;
  /** For which side the unit that asks stands; both where a unit gave itself work. */
  readonly worker: boolean;
  readonly giver: boolean;
}

/**
 * A unit's part in a task, for the unit itself or for the one that gave it.
 *
 * @throws Refusal organisations/not-found, tasks/item-not-found also for an item of others
 */
export async function seenItem(
  context: Asking,
  unitId: number,
  id: string,
  roles: readonly string[] = WORKERS,
): Promise<ItemSeen> {
  const unit = await requireRole(context, roles, unitId);
  const item = await findItem(context.db, id);
  const task = item && (await findTask(context.db, item.task_id));
  if (!item || !task) return refuse('item-not-found');
  const worker = item.unit_id === unitId && item.state !== 'withdrawn';
  const giver = task.unit_id === unitId;
  return worker || giver ? { unit, item, task, worker, giver } : refuse('item-not-found');
}

/** Names of units; an unknown one has none. */
export async function namer({ db }: Asking): Promise<(id: number) => { id: number; name: string }> {
  const tree = await treeOf(db);
  return (id) => ({ id, name: tree.find(id)?.name ?? '' });
}
