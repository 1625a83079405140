import type { ItemView } from '../domain/contract.ts';
import { cellOf, isInTime, type Cell } from '../domain/cube.ts';
import { actsFor } from '../domain/item.ts';
import { OPEN_STATES, viewEvidence } from './evidence.ts';
import { listEntries, type ItemRow } from './items.store.ts';
import { namer, type Asking } from './rights.ts';
import { ends } from './step.ts';
import type { TaskRow } from './tasks.store.ts';

interface Viewing {
  readonly task: TaskRow;
  readonly items: readonly ItemRow[];
  readonly unitId: number;
  /** Whether the asker works for the unit. */
  readonly works: boolean;
  readonly today: string;
}

export function cellOfItem(task: TaskRow, item: ItemRow, today: string): Cell | null {
  const { state, due_on, reported_on } = item;
  return cellOf({
    kind: task.kind,
    state,
    inTime: isInTime({ dueOn: due_on, reportedOn: reported_on }, today),
  });
}

/** Parts with all that was said and shown about them. */
export async function viewItems(
  context: Asking,
  { task, items, unitId, works, today }: Viewing,
): Promise<ItemView[]> {
  const ids = items.map(({ id }) => id);
  const [entries, evidence, nameOf] = await Promise.all([
    listEntries(context.db, ids),
    viewEvidence(context, task.id, ids),
    namer(context),
  ]);
  return items.map((item) => {
    const worker = works && item.unit_id === unitId;
    const giver = works && task.unit_id === unitId;
    return {
      id: item.id,
      unit: nameOf(item.unit_id),
      role: item.role,
      state: item.state,
      cell: item.role === 'lead' ? cellOfItem(task, item, today) : null,
      dueOn: item.due_on,
      reportedOn: item.reported_on,
      acts: actsFor({ state: item.state, role: item.role, ends: ends(task.kind) }, { worker, giver }),
      mayAddEvidence: worker && OPEN_STATES.includes(item.state),
      entries: entries
        .filter(({ item_id }) => item_id === item.id)
        .map(({ id, act, words, at, done_for }) => ({
          id,
          act,
          words,
          at: at.toISOString(),
          unit: nameOf(done_for),
        })),
      evidence: evidence.get(item.id) ?? [],
    };
  });
}
