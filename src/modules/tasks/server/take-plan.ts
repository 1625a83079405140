import { listAcceptedTasks, type AcceptedTask } from '#modules/plans/server.ts';
import type { Services } from '#platform/http/context.ts';
import { fold } from '#platform/text/fold.ts';
import { deadlineOf } from '../domain/deadline.ts';
import type { TasksTables } from './tables.ts';
import { insertTasks, type NewTask } from './tasks.store.ts';

type Taking = Pick<Services<TasksTables>, 'db' | 'newId' | 'now' | 'log'>;

/** The words under which a task is found. */
export const keyOf = (task: {
  readonly number: string;
  readonly title: string;
  readonly product: string;
  readonly lead_words: string;
}): string => fold(`${task.number} ${task.title} ${task.product} ${task.lead_words}`);

function taskOf(row: AcceptedTask, { newId, now }: Taking): NewTask {
  const deadline_words = row.deadline ?? '';
  const { kind, dueOn, rrule } = deadlineOf(deadline_words, { due: row.due_on, rrule: row.rrule });
  const said = {
    number: row.number,
    title: row.title,
    product: row.product ?? '',
    lead_words: row.lead ?? '',
  };
  return {
    ...said,
    id: newId(),
    unit_id: row.unit_id,
    source: 'plan',
    source_id: row.document_id,
    source_position: row.position,
    content: row.content ?? '',
    coordinating_words: row.coordinating ?? '',
    deadline_words,
    kind,
    due_on: dueOn,
    rrule,
    folded: keyOf(said),
    created_at: now(),
    created_by: null,
  };
}

/**
 * Tasks of accepted plans become tasks of their unit. Repeated, it adds only what is not there.
 *
 * @param documentId of one plan; without it, of all, such as those accepted before this module was there
 * @returns how many were added
 */
export async function takePlans(taking: Taking, documentId?: string): Promise<number> {
  const accepted = await listAcceptedTasks(taking.db, documentId);
  return (
    await insertTasks(
      taking.db,
      accepted.map((row) => taskOf(row, taking)),
    )
  ).length;
}
