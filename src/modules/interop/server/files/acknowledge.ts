import { audit } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { RowAnswer } from '../../domain/acknowledgement.ts';
import { refuse } from '../../domain/refusals.ts';
import { updateDelivery } from '../deliveries.store.ts';
import { lockReceiver } from '../receivers.store.ts';
import { getReceiver, type Making } from '../receivers.ts';
import { findBatch, listRows, updateBatch, updateRow, type Batch, type BatchRow } from './batches.store.ts';

/** A batch of a receiver, also of one that ended: what it answers is still kept. @throws Refusal batch-not-found (404) */
export async function getBatch(services: Making, receiverId: string, number: number): Promise<Batch> {
  return (await findBatch(services.db, receiverId, number)) ?? refuse('batch-not-found');
}

/**
 * Keeps what a receiver answered to the rows of a batch, all of it or nothing; the same answer again changes nothing.
 * When every row is settled the kept files go.
 *
 * @param rest what holds for rows that were not named
 * @throws Refusal batch-not-found (404); rows-unknown (422), rows-settled (409) with `lines`
 */
export async function acknowledgeBatch(
  services: Making,
  receiverId: string,
  number: number,
  { answers, rest }: { readonly answers: readonly RowAnswer[]; readonly rest: 'open' | 'accepted' },
): Promise<void> {
  const batch = await getBatch(services, receiverId, number);
  await services.db.transaction().execute(async (tx) => {
    const { unit_id: unitId } = await lockReceiver(tx, receiverId);
    const rows = await listRows(tx, receiverId, number);
    const named = new Map(answers.map((one) => [one.line, one]));
    const strange = answers.filter(({ line }) => line > batch.row_count).map(({ line }) => line);
    if (strange.length > 0) return refuse('rows-unknown', { lines: strange.join(', ') });
    const settled = rows.filter((row) => contradicts(row, named.get(row.line))).map(({ line }) => line);
    if (settled.length > 0) return refuse('rows-settled', { lines: settled.join(', ') });
    const fallback = rest === 'accepted' ? ({ state: 'accepted', reason: '' } as const) : undefined;
    let changed = 0;
    for (const row of rows.filter(({ state }) => state === 'sent')) {
      const answer = named.get(row.line) ?? fallback;
      if (!answer) continue;
      changed++;
      await settleRow(services, tx, row, answer);
    }
    if (changed === 0) return;
    await settleBatch(services, tx, receiverId, number);
    const detail = { receiver: receiverId, number, rows: changed };
    await audit(tx, services, { action: 'interop.acknowledge-batch', unitId, detail });
  });
}

const contradicts = (row: BatchRow, answer: RowAnswer | undefined): boolean =>
  answer !== undefined &&
  row.state !== 'sent' &&
  (row.state === 'corrected' || row.state !== answer.state || (row.reason ?? '') !== answer.reason);

type Answer = Pick<RowAnswer, 'state' | 'reason'>;
async function settleRow(services: Making, tx: Tx, row: BatchRow, { state, reason }: Answer): Promise<void> {
  await updateRow(tx, row, { state, reason: reason || null });
  const place = { part_key: row.part_key, id: row.delivery_id };
  await updateDelivery(
    tx,
    place,
    state === 'accepted'
      ? { state: 'delivered', acknowledged_at: services.now(), last_error: null }
      : { state: 'failed', last_error: reason },
  );
}

async function settleBatch(services: Making, tx: Tx, receiverId: string, number: number): Promise<void> {
  const rows = await listRows(tx, receiverId, number);
  if (rows.some(({ state }) => state === 'sent')) return;
  await updateBatch(tx, receiverId, number, { settled_at: services.now(), content_sealed: null });
}

/**
 * A row that the receiver refused was put right where it came from: it comes in the next batch. Doing so twice changes
 * nothing.
 *
 * @throws Refusal receiver-not-found, batch-not-found (404), row-not-refused (409)
 */
export async function correctRow(
  services: Making,
  receiverId: string,
  number: number,
  line: number,
): Promise<void> {
  await getBatch(services, receiverId, number);
  const { unit_id: unitId } = await getReceiver(services, receiverId);
  await services.db.transaction().execute(async (tx) => {
    await lockReceiver(tx, receiverId);
    const row = (await listRows(tx, receiverId, number)).find((one) => one.line === line);
    if (row?.state === 'corrected') return;
    if (row?.state !== 'refused') return refuse('row-not-refused');
    await updateRow(tx, row, { state: 'corrected', reason: row.reason });
    const place = { part_key: row.part_key, id: row.delivery_id };
    await updateDelivery(tx, place, { state: 'waiting', position: null });
    const detail = { receiver: receiverId, number, line };
    await audit(tx, services, { action: 'interop.correct-row', unitId, detail });
  });
}
