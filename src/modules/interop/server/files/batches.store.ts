import type { Db, Tx } from '#platform/database/connect.ts';
import { insertMany } from '#platform/database/insert-many.ts';
import type { Identity } from '#platform/http/module.ts';
import type { InteropTables } from '../tables.ts';

type Reader = Db<InteropTables> | Tx<InteropTables>;
export type Batch = InteropTables['interop.batches'];
export type BatchRow = InteropTables['interop.batch_rows'];

export async function insertBatch(tx: Reader, batch: Batch, rows: readonly BatchRow[]): Promise<void> {
  await tx.insertInto('interop.batches').values(batch).execute();
  await insertMany(tx, 'interop.batch_rows', rows);
}

export async function findBatch(db: Reader, receiverId: string, number: number): Promise<Batch | undefined> {
  const query = db.selectFrom('interop.batches').selectAll().where('receiver_id', '=', receiverId);
  return query.where('number', '=', number).executeTakeFirst();
}

export async function findBatchById(db: Reader, receiverId: string, id: string): Promise<Batch | undefined> {
  const query = db.selectFrom('interop.batches').selectAll().where('receiver_id', '=', receiverId);
  return query.where('id', '=', id).executeTakeFirst();
}

/** The newest first, without their files. */
export async function listBatches(
  db: Reader,
  receiverId: string,
  limit: number,
): Promise<(Omit<Batch, 'content_sealed'> & { readonly isKept: boolean })[]> {
  return db
    .selectFrom('interop.batches')
    .select(['receiver_id', 'number', 'id', 'from_day', 'to_day', 'made_at', 'row_count', 'digest'])
    .select(['downloaded_at', 'settled_at', ({ eb }) => eb('content_sealed', 'is not', null).as('isKept')])
    .where('receiver_id', '=', receiverId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
    .then((rows) => rows.map((row) => ({ ...row, isKept: Boolean(row.isKept) })));
}

export async function listRows(db: Reader, receiverId: string, number: number): Promise<BatchRow[]> {
  return db
    .selectFrom('interop.batch_rows')
    .selectAll()
    .where('receiver_id', '=', receiverId)
    .where('number', '=', number)
    .orderBy('line')
    .execute();
}

/** How many rows of each state the batches of a receiver have. */
export async function countRows(
  db: Reader,
  receiverId: string,
): Promise<{ readonly number: number; readonly state: BatchRow['state']; readonly count: number }[]> {
  const rows = await db
    .selectFrom('interop.batch_rows')
    .select(['number', 'state', ({ fn }) => fn.countAll<string>().as('count')])
    .where('receiver_id', '=', receiverId)
    .groupBy(['number', 'state'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

export async function updateRow(
  tx: Reader,
  { part_key, delivery_id, number }: BatchRow,
  changes: Pick<BatchRow, 'state' | 'reason'>,
): Promise<void> {
  await tx
    .updateTable('interop.batch_rows')
    .set(changes)
    .where('part_key', '=', part_key)
    .where('delivery_id', '=', delivery_id)
    .where('number', '=', number)
    .execute();
}

export async function updateBatch(
  tx: Reader,
  receiverId: string,
  number: number,
  changes: Partial<Pick<Batch, 'content_sealed' | 'downloaded_at' | 'settled_at'>>,
): Promise<void> {
  await tx
    .updateTable('interop.batches')
    .set(changes)
    .where('receiver_id', '=', receiverId)
    .where('number', '=', number)
    .execute();
}

export async function listRowsOf(tx: Reader, person: Identity): Promise<BatchRow[]> {
  return tx
    .selectFrom('interop.batch_rows')
    .selectAll()
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}

export async function deleteRowsOf(tx: Reader, person: Identity): Promise<void> {
  await tx
    .deleteFrom('interop.batch_rows')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}

/** Her rows go with her deliveries; safe to repeat. */
export async function moveRows(tx: Reader, from: Identity, to: Identity): Promise<void> {
  const rows = await listRowsOf(tx, from);
  await deleteRowsOf(tx, from);
  const hers = rows.map((row) => ({ ...row, part_key: to.partKey, person_id: to.personId }));
  await insertMany(tx, 'interop.batch_rows', hers);
}
