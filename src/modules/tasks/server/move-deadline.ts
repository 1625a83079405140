import { audit } from '#modules/identity/server.ts';
import { refuse } from '../domain/refusals.ts';
import { insertEntries, listItemsOf, setDueOn } from './items.store.ts';
import { givenTask, personOf, type Asking } from './rights.ts';
import { lockTask, setTaskDueOn } from './tasks.store.ts';

/** As people write a day in Vietnam. */
const written = (day: string): string => day.split('-').reverse().join('/');

/**
 * Gives a task another day. What was confirmed keeps the day that it was measured by; every other part follows, and its
 * history says so.
 *
 * @throws Refusal tasks/task-not-found, tasks/not-now for work that never ends or comes again
 */
export async function moveDeadline(
  context: Asking,
  unitId: number,
  taskId: string,
  { dueOn, words }: { dueOn: string; words: string },
): Promise<{ dueOn: string }> {
  await givenTask(context, unitId, taskId);
  await context.db.transaction().execute(async (tx) => {
    const task = (await lockTask(tx, taskId)) ?? refuse('task-not-found');
    if (task.kind !== 'dated' && task.kind !== 'undated') refuse('not-now');
    if (task.due_on === dueOn) return;
    const at = context.now();
    await setTaskDueOn(tx, taskId, dueOn);
    const moved = (await listItemsOf(tx, taskId)).filter(
      ({ state }) => state !== 'confirmed' && state !== 'withdrawn',
    );
    await setDueOn(tx, taskId, dueOn);
    await insertEntries(
      tx,
      moved.map((item) => ({
        id: context.newId(),
        item_id: item.id,
        act: 'move-deadline',
        words: `${task.due_on ? written(task.due_on) : '…'} → ${written(dueOn)}: ${words}`,
        at,
        done_by: personOf(context) ?? taskId,
        done_for: unitId,
      })),
    );
    await audit(tx, context, {
      action: 'tasks.move-deadline',
      unitId,
      detail: { task: taskId, from: task.due_on, to: dueOn, parts: moved.length },
    });
  });
  return { dueOn };
}
