import type { Db, Tx } from '#platform/database/connect.ts';
import type { InteropTables } from './tables.ts';

type Reader = Db<InteropTables> | Tx<InteropTables>;
export type Receiver = InteropTables['interop.receivers'];

export async function insertReceiver(tx: Reader, receiver: Receiver): Promise<void> {
  await tx.insertInto('interop.receivers').values(receiver).execute();
}

/** Those that are told of new things; all that ever were when `removed` is set. */
export async function listReceivers(db: Reader, { removed = false } = {}): Promise<Receiver[]> {
  const all = db.selectFrom('interop.receivers').selectAll().orderBy('created_at').orderBy('id');
  return (removed ? all : all.where('removed_at', 'is', null)).execute();
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
