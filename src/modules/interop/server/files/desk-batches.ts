import { audit } from '#modules/identity/server.ts';
import { attachment } from '#platform/http/attachment.ts';
import type { Context } from '#platform/http/context.ts';
import type { RowAnswer } from '../../domain/acknowledgement.ts';
import type { BatchView } from '../../domain/batches-contract.ts';
import { refuse } from '../../domain/refusals.ts';
import { requireReceiver } from '../desk.ts';
import { getReceiver, type Making } from '../receivers.ts';
import { acknowledgeBatch, correctRow, getBatch } from './acknowledge.ts';
import { listRows, updateBatch } from './batches.store.ts';
import { makeBatch, openFiles, type BatchWish } from './make-batch.ts';

/** @throws Refusal as `requireReceiver` and `makeBatch` */
export async function make(context: Context, receiverId: string, wish: BatchWish) {
  await requireReceiver(context, receiverId);
  const { number, row_count: rows } = await makeBatch(context, receiverId, wish);
  return { number, rows };
}

/** @throws Refusal as `requireReceiver`; batch-not-found (404) */
export async function readBatch(context: Context, receiverId: string, number: number): Promise<BatchView> {
  const receiver = await requireReceiver(context, receiverId);
  const batch = await getBatch(context, receiverId, number);
  const rows = await listRows(context.db, receiverId, number);
  return {
    receiver: { id: receiver.id, name: receiver.name },
    number,
    madeAt: batch.made_at.toISOString(),
    downloadedAt: batch.downloaded_at?.toISOString() ?? null,
    settledAt: batch.settled_at?.toISOString() ?? null,
    kept: batch.content_sealed !== null,
    digest: batch.digest,
    rows: rows.map(({ line, state, reason }) => ({ line, state, reason })),
  };
}

/** The files of a batch as they were made. @throws Refusal receiver-not-found, batch-not-found (404), files-gone (410) */
export async function openBatch(
  services: Making,
  receiverId: string,
  number: number,
): Promise<{ readonly name: string; readonly zip: Buffer }> {
  await getReceiver(services, receiverId);
  const batch = await getBatch(services, receiverId, number);
  if (!batch.content_sealed) return refuse('files-gone');
  const zip = openFiles(services.master, batch, batch.content_sealed);
  await services.db.transaction().execute(async (tx) => {
    await updateBatch(tx, receiverId, number, { downloaded_at: batch.downloaded_at ?? services.now() });
    await audit(tx, services, { action: 'interop.fetch-batch', detail: { receiver: receiverId, number } });
  });
  return { name: `ban-giao-${receiverId.slice(-8)}-${String(number).padStart(4, '0')}.zip`, zip };
}

/** @throws Refusal as `requireReceiver` and {@link openBatch} */
export async function batchFile(context: Context, receiverId: string, number: number): Promise<Response> {
  await requireReceiver(context, receiverId);
  const { name, zip } = await openBatch(context, receiverId, number);
  return new Response(new Uint8Array(zip), { headers: attachment('application/zip', name, name) });
}

/** @throws Refusal as `requireReceiver` and `acknowledgeBatch` */
export async function acknowledge(
  context: Context,
  receiverId: string,
  number: number,
  given: { readonly answers: readonly RowAnswer[]; readonly rest: 'open' | 'accepted' },
): Promise<BatchView> {
  await requireReceiver(context, receiverId);
  await acknowledgeBatch(context, receiverId, number, given);
  return readBatch(context, receiverId, number);
}

/** @throws Refusal as `requireReceiver` and `correctRow` */
export async function correct(
  context: Context,
  receiverId: string,
  number: number,
  line: number,
): Promise<BatchView> {
  await requireReceiver(context, receiverId);
  await correctRow(context, receiverId, number, line);
  return readBatch(context, receiverId, number);
}
