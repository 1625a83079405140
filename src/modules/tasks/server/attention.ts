import { requireRole } from '#modules/organisations/server.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { answerOwed, reasonOf, reasons, reminderKey, type Reason } from '../domain/attention.ts';
import type { Attention } from '../domain/glance-contract.ts';
import { countGiven, listOwed, listSentBack } from './items.store.ts';
import { namer, READERS, type Asking } from './rights.ts';
import { listGiven, listReceived } from './tasks.store.ts';

const MOST = 1_000;
const SHOWN = 5;

export interface Reminder {
  /** The same key is the same reminder. */
  readonly key: string;
  readonly reason: Reason;
  readonly task: string;
  readonly title: string;
  /** The unit that works on it. */
  readonly unitId: number;
  /** The unit that is reminded. */
  readonly forUnit: number;
  readonly dueOn: string | null;
}

/** What these units should look at, the most pressing first. */
export async function remindersOf(
  { db }: Pick<Asking, 'db'>,
  unitIds: readonly number[],
  today: string,
): Promise<Reminder[]> {
  const received = (await listReceived(db, unitIds, MOST)).filter(({ role }) => role === 'lead');
  const sentBack = await listSentBack(
    db,
    received.map(({ item_id }) => item_id),
  );
  const own = received.flatMap((row): Reminder[] => {
    const reason = reasonOf(
      {
        state: row.state,
        kind: row.kind,
        dueOn: row.item_due_on,
        reportedOn: row.reported_on,
        sentBack: sentBack.has(row.item_id),
      },
      today,
    );
    if (!reason) return [];
    const key = reminderKey(row.item_id, reason, row.item_due_on ?? '');
    const { id: task, title, item_unit_id: unitId, item_due_on: dueOn } = row;
    return [{ key, reason, task, title, unitId, forUnit: unitId, dueOn }];
  });
  const owed: Reminder[] = [];
  for (const forUnit of unitIds)
    for (const row of await listOwed(db, forUnit, MOST)) {
      const reason = answerOwed(row.state);
      const key = reminderKey(row.id, reason ?? 'reported', row.changed_at.toISOString());
      if (reason)
        owed.push({
          key,
          reason,
          task: row.task_id,
          title: row.title,
          unitId: row.unit_id,
          forUnit,
          dueOn: row.due_on,
        });
    }
  return [...own, ...owed].sort(
    (one, other) =>
      reasons.indexOf(one.reason) - reasons.indexOf(other.reason) ||
      (one.dueOn ?? '9999').localeCompare(other.dueOn ?? '9999') ||
      one.key.localeCompare(other.key),
  );
}

/** @throws Refusal organisations/not-found */
export async function readAttention(context: Asking, unitId: number): Promise<Attention> {
  const unit = await requireRole(context, READERS, unitId);
  const today = vietnamDay(context.now());
  const [reminders, given, counts, nameOf] = await Promise.all([
    remindersOf(context, [unitId], today),
    listGiven(context.db, unitId, MOST),
    countGiven(context.db, unitId, today),
    namer(context),
  ]);
  const assigned = new Set(counts.filter(({ state }) => state !== 'withdrawn').map(({ task_id }) => task_id));
  return {
    unit: { id: unit.id, name: unit.name },
    toAssign: given.filter(({ id }) => !assigned.has(id)).length,
    counts: reasons
      .map((reason) => ({ reason, count: reminders.filter((one) => one.reason === reason).length }))
      .filter(({ count }) => count > 0),
    first: reminders.slice(0, SHOWN).map(({ task, title, reason, unitId: id, dueOn }) => ({
      task,
      title,
      reason,
      unit: nameOf(id).name,
      dueOn,
    })),
  };
}
