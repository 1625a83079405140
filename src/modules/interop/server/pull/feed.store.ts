import type { Db, Tx } from '#platform/database/connect.ts';
import type { Delivery } from '../deliveries.store.ts';
import type { InteropTables } from '../tables.ts';

type Reader = Db<InteropTables> | Tx<InteropTables>;

/** What waits without a place, oldest first; only what became known from one moment on and before another. */
export async function listUnplaced(
  db: Reader,
  receiverId: string,
  limit: number,
  { from, before }: { readonly from?: Date | undefined; readonly before?: Date | undefined } = {},
): Promise<Delivery[]> {
  let rows = db
    .selectFrom('interop.deliveries')
    .selectAll()
    .where('receiver_id', '=', receiverId)
    .where('position', 'is', null)
    .where('next_at', 'is', null)
    .where('state', '=', 'waiting');
  if (from) rows = rows.where('created_at', '>=', from);
  if (before) rows = rows.where('created_at', '<', before);
  return rows.orderBy('created_at').orderBy('id').limit(limit).execute();
}

export async function setPosition(db: Reader, { part_key, id }: Delivery, position: number): Promise<void> {
  await db
    .updateTable('interop.deliveries')
    .set({ position })
    .where('part_key', '=', part_key)
    .where('id', '=', id)
    .execute();
}

/** What stands behind a place, in order. */
export async function listBehind(
  db: Reader,
  receiverId: string,
  position: number,
  limit: number,
): Promise<Delivery[]> {
  return db
    .selectFrom('interop.deliveries')
    .selectAll()
    .where('receiver_id', '=', receiverId)
    .where('position', '>', position)
    .orderBy('position')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What stands at a place; nothing when its person was erased, or it was put to the end again. */
export async function findAt(
  db: Reader,
  receiverId: string,
  position: number,
): Promise<Delivery | undefined> {
  return db
    .selectFrom('interop.deliveries')
    .selectAll()
    .where('receiver_id', '=', receiverId)
    .where('position', '=', position)
    .executeTakeFirst();
}

/** What was told up to a place has arrived. */
export async function acknowledgeUntil(
  db: Reader,
  receiverId: string,
  position: number,
  at: Date,
): Promise<void> {
  await db
    .updateTable('interop.deliveries')
    .set({ state: 'delivered', acknowledged_at: at })
    .where('receiver_id', '=', receiverId)
    .where('position', '<=', position)
    .where('state', '=', 'waiting')
    .where('sent_at', 'is not', null)
    .execute();
}
