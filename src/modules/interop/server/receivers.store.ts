import type { Db, Tx } from '#platform/database/connect.ts';
import type { InteropTables } from './tables.ts';

type Reader = Db<InteropTables> | Tx<InteropTables>;
export type Receiver = InteropTables['interop.receivers'];

export async function insertReceiver(tx: Reader, receiver: Receiver): Promise<void> {
  await tx.insertInto('interop.receivers').values(receiver).execute();
}

/** Also one that was removed. */
export async function findReceiver(db: Reader, id: string): Promise<Receiver | undefined> {
  return db.selectFrom('interop.receivers').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Whoever gives places in its feed or numbers to its files waits for whoever does so now. */
export async function lockReceiver(tx: Reader, id: string): Promise<Receiver> {
  const query = tx.selectFrom('interop.receivers').selectAll().where('id', '=', id);
  return query.forUpdate().executeTakeFirstOrThrow();
}

/** Those that are told of new things at this time. */
export async function listReceivers(db: Reader, at: Date): Promise<Receiver[]> {
  return (await listAllReceivers(db)).filter((one) => !one.removed_at && (!one.ends_at || one.ends_at > at));
}

/** All that ever were. */
export async function listAllReceivers(db: Reader): Promise<Receiver[]> {
  return db.selectFrom('interop.receivers').selectAll().orderBy('created_at').orderBy('id').execute();
}

export async function updateReceiver(
  db: Reader,
  id: string,
  changes: Partial<
    Pick<
      Receiver,
      | 'secret_sealed'
      | 'secret_before_sealed'
      | 'secret_before_until'
      | 'last_position'
      | 'past'
      | 'past_day'
      | 'past_id'
    >
  >,
): Promise<void> {
  await db.updateTable('interop.receivers').set(changes).where('id', '=', id).execute();
}

/** @returns false when there is none, or it was removed before */
export async function markRemoved(tx: Reader, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('interop.receivers')
    .set({ removed_at: at })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
