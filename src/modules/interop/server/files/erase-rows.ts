import type { Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import { updateDelivery } from '../deliveries.store.ts';
import { deleteRowsOf, findBatch, listRows, listRowsOf, updateBatch, updateRow } from './batches.store.ts';

/**
 * Takes a person's rows and the kept files that name her away. Where nobody had fetched those files yet, the others in
 * them wait for the next batch.
 */
export async function eraseRowsOf(tx: Tx, person: Identity): Promise<void> {
  const hers = await listRowsOf(tx, person);
  await deleteRowsOf(tx, person);
  for (const { receiver_id: receiver, number } of hers) {
    const batch = await findBatch(tx, receiver, number);
    await updateBatch(tx, receiver, number, { content_sealed: null });
    if (!batch || batch.downloaded_at) continue;
    for (const row of await listRows(tx, receiver, number)) {
      if (row.state !== 'sent') continue;
      await updateRow(tx, row, { state: 'corrected', reason: null });
      const place = { part_key: row.part_key, id: row.delivery_id };
      await updateDelivery(tx, place, { state: 'waiting', position: null });
    }
  }
}
