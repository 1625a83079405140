import { requireRole, treeOf } from '#modules/organisations/server.ts';
import { namesOfDocuments } from '#modules/plans/server.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { TaskView } from '../domain/contract.ts';
import { addUp } from '../domain/cube.ts';
import { nextDay } from '../domain/deadline.ts';
import { refuse } from '../domain/refusals.ts';
import { listItemsOf, type ItemRow } from './items.store.ts';
import { mayWork, namer, READERS, type Asking } from './rights.ts';
import { findMadeOf, findTask, type TaskRow } from './tasks.store.ts';
import { cellOfItem, viewItems } from './view-item.ts';

/** Parts that are shown with all that was said; of more, those that ask for something come first. */
const MOST_ITEMS = 60;
const MOST_OTHERS = 8;

const pressing = (item: ItemRow): number =>
  ['declined', 'reported', 'given', 'accepted', 'confirmed', 'withdrawn'].indexOf(item.state);

/** @throws Refusal organisations/not-found, tasks/task-not-found also for a task of others */
export async function readTask(
  context: Asking,
  unitId: number,
  taskId: string,
  only?: string,
): Promise<TaskView> {
  const unit = await requireRole(context, READERS, unitId);
  const task = await findTask(context.db, taskId);
  const items = task ? await listItemsOf(context.db, taskId) : [];
  const own = items.find((item) => item.unit_id === unitId && item.state !== 'withdrawn');
  const isGiver = task?.unit_id === unitId;
  if (!task || (!isGiver && !own)) return refuse('task-not-found');
  const today = vietnamDay(context.now());
  const [nameOf, works, tree] = await Promise.all([
    namer(context),
    mayWork(context, unitId),
    treeOf(context.db),
  ]);
  const seen = (isGiver ? items : [own!]).filter(({ id }) => !only || id === only);
  const shown = [...seen].sort((one, other) => pressing(one) - pressing(other)).slice(0, MOST_ITEMS);
  const others = isGiver ? [] : items.filter((item) => item.unit_id !== unitId && item.state !== 'withdrawn');
  const passed = own && (await findMadeOf(context.db, [own.id])).get(own.id);
  return {
    unit: { id: unit.id, name: unit.name },
    id: task.id,
    giver: nameOf(task.unit_id),
    isGiver,
    source: task.source,
    ...(await sourceOf(context, task, isGiver)),
    number: task.number,
    title: task.title,
    content: task.content,
    product: task.product,
    leadWords: task.lead_words,
    coordinatingWords: task.coordinating_words,
    deadlineWords: task.deadline_words,
    kind: task.kind,
    dueOn: isGiver ? task.due_on : own!.due_on,
    rrule: task.rrule,
    nextOn: task.rrule ? nextDay(task.rrule, today) : null,
    today,
    cube: addUp(
      seen
        .filter(({ role }) => role === 'lead')
        .map((item) => ({ cell: cellOfItem(task, item, today), count: 1 })),
    ),
    items: await viewItems(context, { task, items: shown, unitId, works, today }),
    itemCount: seen.length,
    others: others
      .slice(0, MOST_OTHERS)
      .map((item) => ({ name: nameOf(item.unit_id).name, role: item.role })),
    otherCount: others.length,
    mayAssign: isGiver && works,
    mayPassOn: works && own !== undefined && !isGiver && tree.children(unitId).length > 0,
    passedOn: passed ?? null,
  };
}

/** Who only works on a task learns the name of its plan, and may not open it. */
async function sourceOf(
  { db }: Asking,
  { source, source_id }: TaskRow,
  isGiver: boolean,
): Promise<Pick<TaskView, 'sourceName' | 'sourceId'>> {
  if (source !== 'plan')
    return { sourceName: null, sourceId: isGiver && source !== 'hand' ? source_id : null };
  const names = await namesOfDocuments(db, [source_id]);
  return { sourceName: names.get(source_id) ?? null, sourceId: isGiver ? source_id : null };
}
