import { openFor } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { FIELD } from './reminder-settings.ts';
import { deleteAddress, deleteCalendar, findAddress, findCalendarOf } from './reminders.store.ts';

/** What is held about a member of staff beside the log of her work: how she is reminded. */
export async function exportReminders(context: Context, person: Identity): Promise<Record<string, unknown>> {
  const address = await findAddress(context.db, person);
  const calendar = await findCalendarOf(context.db, person);
  return {
    ...(address ? { reminderAddress: await openFor(context, person, FIELD, address.sealed) } : {}),
    ...(calendar ? { reminderCalendar: true } : {}),
  };
}

export async function eraseReminders(tx: Tx, person: Identity): Promise<void> {
  await deleteAddress(tx, person);
  await deleteCalendar(tx, person);
}
