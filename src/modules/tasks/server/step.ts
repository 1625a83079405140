import { audit } from '#modules/identity/server.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { TakeStep } from '../domain/contract.ts';
import { actsFor, STEPS, type ItemState } from '../domain/item.ts';
import { refuse } from '../domain/refusals.ts';
import { findEntry, insertEntry, lockItem, setItem } from './items.store.ts';
import { personOf, seenItem, type Asking } from './rights.ts';

/** What never ends is not reported as done. */
export const ends = (kind: string): boolean => kind === 'dated' || kind === 'undated';

/**
 * One step of one unit's work. The same id again answers as the first time.
 *
 * @throws Refusal tasks/item-not-found, tasks/words-needed, tasks/not-now for a step that its state does not allow, tasks/id-taken
 */
export async function takeStep(
  context: Asking,
  unitId: number,
  itemId: string,
  { id, act, words }: TakeStep,
): Promise<{ state: ItemState }> {
  const { task, worker, giver } = await seenItem(context, unitId, itemId);
  return context.db.transaction().execute(async (tx) => {
    const item = (await lockItem(tx, itemId)) ?? refuse('item-not-found');
    const had = await findEntry(tx, id);
    if (had)
      return had.item_id === itemId && had.act === act && had.done_for === unitId
        ? { state: item.state }
        : refuse('id-taken');
    const allowed = actsFor({ state: item.state, role: item.role, ends: ends(task.kind) }, { worker, giver });
    if (!allowed.includes(act)) refuse('not-now');
    if (STEPS[act].words && words === '') refuse('words-needed');
    const at = context.now();
    const entry = { id, item_id: itemId, act, words, at, done_by: personOf(context) ?? id, done_for: unitId };
    if (!(await insertEntry(tx, entry))) refuse('id-taken');
    const state = STEPS[act].to ?? item.state;
    const reported_on =
      act === 'report' ? vietnamDay(at) : state === 'accepted' || state === 'given' ? null : item.reported_on;
    await setItem(tx, itemId, { state, reported_on, changed_at: at });
    await audit(tx, context, {
      action: 'tasks.take-step',
      unitId: item.unit_id,
      detail: { task: task.id, item: itemId, act },
    });
    return { state };
  });
}
