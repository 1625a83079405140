import { audit } from '#modules/identity/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import type { AddTask } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { personOf, seenItem, WORKERS, type Asking } from './rights.ts';
import { keyOf } from './take-plan.ts';
import { findBySource, findTask, insertTasks, type NewTask } from './tasks.store.ts';

/** @throws Refusal tasks/due-needed, tasks/id-taken by another unit's task */
export async function addTask(context: Asking, unitId: number, given: AddTask): Promise<{ id: string }> {
  await requireRole(context, WORKERS, unitId);
  if (given.kind === 'dated' && !given.dueOn) refuse('due-needed');
  const said = {
    number: given.number,
    title: given.title,
    product: given.product,
    lead_words: given.leadWords,
  };
  await putTask(context, {
    ...said,
    id: given.id,
    unit_id: unitId,
    source: 'hand',
    source_id: given.id,
    source_position: 0,
    content: given.content,
    coordinating_words: given.coordinatingWords,
    deadline_words: '',
    kind: given.kind,
    due_on: given.kind === 'dated' ? given.dueOn : null,
    rrule: null,
    folded: keyOf(said),
    created_at: context.now(),
    created_by: personOf(context),
  });
  const task = await findTask(context.db, given.id);
  return task?.unit_id === unitId ? { id: given.id } : refuse('id-taken');
}

/** Adds a task that a person made, and notes it; what is there stays. */
export async function putTask(context: Asking, task: NewTask): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const [added] = await insertTasks(tx, [task]);
    if (added)
      await audit(tx, context, {
        action: 'tasks.add-task',
        unitId: task.unit_id,
        detail: { task: added, source: task.source },
      });
  });
}

/**
 * A task for the units below, of what was given to this unit: same words, same day. Made once.
 *
 * @throws Refusal tasks/item-not-found
 */
export async function passOn(context: Asking, unitId: number, itemId: string): Promise<{ id: string }> {
  const { item, task, worker } = await seenItem(context, unitId, itemId);
  if (!worker) refuse('item-not-found');
  const { number, title, product, content, deadline_words, kind, rrule } = task;
  await putTask(context, {
    id: context.newId(),
    unit_id: unitId,
    source: 'passed-on',
    source_id: itemId,
    source_position: 0,
    number,
    title,
    content,
    product,
    // Who does it here is for this unit to say; the words above named the unit itself.
    lead_words: '',
    coordinating_words: '',
    deadline_words,
    kind,
    due_on: item.due_on,
    rrule,
    folded: keyOf({ number, title, product, lead_words: '' }),
    created_at: context.now(),
    created_by: personOf(context),
  });
  const made = (await findBySource(context.db, itemId, 0)) ?? refuse('item-not-found');
  return { id: made.id };
}
