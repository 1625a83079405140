import { deriveKey, open, seal, type Key } from '#platform/crypto/seal.ts';
import { audit } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import { startOfVietnamDay } from '#platform/time/vietnam.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Told } from '../../domain/told.ts';
import { updateDelivery, type Delivery } from '../deliveries.store.ts';
import { noteHandOn } from '../note.ts';
import { listUnplaced, setPosition } from '../pull/feed.store.ts';
import { lockReceiver, updateReceiver, type Receiver } from '../receivers.store.ts';
import { getReceiver } from '../receivers.ts';
import { tellable } from '../tellable.ts';
import { findBatch, findBatchById, insertBatch, type Batch } from './batches.store.ts';
import { writeBatch } from './write-batch.ts';

/** Rows in one batch; what is more comes in the next. */
export const MOST_ROWS = 1_000;
const DAY_MS = 86_400_000;

const sealingKey = (master: Key): Key => deriveKey(master, 'interop/batch-files');
export const openFiles = (master: Key, batch: Pick<Batch, 'id'>, sealed: Buffer): Buffer =>
  open(sealingKey(master), sealed, batch.id);

export interface BatchWish {
  /** Made by the caller. */
  readonly id: string;
  /** Only what became known from this day to that, in Vietnam. */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Puts what waits for a receiver of files into its next batch: each thing once, and once more only when the receiver
 * refused it and it was put right. Every person's log notes it before anything leaves.
 *
 * @returns the batch; the same one again for an id that is known
 * @throws Refusal receiver-not-found (404), no-files (409) for a receiver that gets nothing by files,
 *   period-reversed (422), nothing-to-hand-over (409)
 */
export async function makeBatch(context: Context, receiverId: string, wish: BatchWish): Promise<Batch> {
  const receiver = await getReceiver(context, receiverId);
  if (receiver.way !== 'file') return refuse('no-files');
  if (wish.from && wish.to && wish.from > wish.to) return refuse('period-reversed');
  return context.db.transaction().execute(async (tx) => {
    const { last_position: last } = await lockReceiver(tx, receiverId);
    const known = await findBatchById(tx, receiverId, wish.id);
    if (known) return known;
    const told = await collect(context, tx, receiver, wish);
    if (told.length === 0) return refuse('nothing-to-hand-over');
    const number = last + 1;
    const before = await findBatch(tx, receiverId, last);
    const facts = { receiver: receiverId, number, before: before?.digest ?? null, madeAt: context.now() };
    const { zip, digest } = await writeBatch(
      context.master,
      { ...facts, from: wish.from, to: wish.to },
      told.map(({ item }) => item),
    );
    const batch: Batch = {
      receiver_id: receiverId,
      number,
      id: wish.id,
      from_day: wish.from,
      to_day: wish.to,
      made_at: facts.madeAt,
      row_count: told.length,
      digest,
      content_sealed: seal(sealingKey(context.master), Buffer.from(zip), wish.id),
      downloaded_at: null,
      settled_at: null,
    };
    const rows = told.map(({ delivery }, index) => rowOf(delivery, number, index + 1));
    await insertBatch(tx, batch, rows);
    await updateReceiver(tx, receiverId, { last_position: number });
    await place(context, tx, receiver, number, told);
    const detail = { receiver: receiverId, number, rows: rows.length, digest };
    await audit(tx, context, { action: 'interop.make-batch', unitId: receiver.unit_id, detail });
    return batch;
  });
}

interface Row {
  readonly delivery: Delivery;
  readonly item: Told;
}

async function collect(
  context: Context,
  tx: Tx,
  receiver: Receiver,
  { from, to }: BatchWish,
): Promise<Row[]> {
  const waiting = await listUnplaced(tx, receiver.id, MOST_ROWS, {
    from: from ? startOfVietnamDay(from) : undefined,
    before: to ? new Date(startOfVietnamDay(to).getTime() + DAY_MS) : undefined,
  });
  const told: Row[] = [];
  for (const delivery of waiting) {
    const item = await tellable(context, delivery, receiver);
    if (item) told.push({ delivery, item });
    else await updateDelivery(tx, delivery, { state: 'not-sent' });
  }
  return told;
}

const rowOf = (delivery: Delivery, number: number, line: number) => ({
  part_key: delivery.part_key,
  delivery_id: delivery.id,
  receiver_id: delivery.receiver_id,
  number,
  line,
  person_id: delivery.person_id,
  state: 'sent' as const,
  reason: null,
});

/** In the order of the logs' chains, so that two who note at once do not wait for each other for ever. */
async function place(
  context: Context,
  tx: Tx,
  receiver: Receiver,
  number: number,
  told: readonly Row[],
): Promise<void> {
  for (const { delivery } of [...told].sort(
    (one, other) => one.delivery.part_key - other.delivery.part_key,
  )) {
    await setPosition(tx, delivery, number);
    await updateDelivery(tx, delivery, { attempts: delivery.attempts + 1, sent_at: context.now() });
    await noteHandOn(tx, context, delivery, receiver);
  }
}
