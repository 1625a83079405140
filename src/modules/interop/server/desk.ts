import { createHash } from 'node:crypto';
import { requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import {
  RECEIVER_KEEPERS,
  type Receiver as ReceiverView,
  type ReceiverList,
  type ReceiverPage,
} from '../domain/receivers-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { countByState, listDeliveries } from './deliveries.store.ts';
import { countRows, listBatches } from './files/batches.store.ts';
import { listKeys } from './keys.store.ts';
import { isInForce } from './oauth/authenticate-client.ts';
import { findReceiver, listAllReceivers, type Receiver } from './receivers.store.ts';

const NEWEST = 100;
const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A receiver whose unit the actor administers, also an ended one. @throws Refusal receiver-not-found (404), as `requireRole` */
export async function requireReceiver(context: Context, id: string): Promise<Receiver> {
  const receiver = await findReceiver(context.db, id);
  if (!receiver) {
    if (context.actor.kind !== 'person' || context.actor.anonymous)
      await requireRole(context, RECEIVER_KEEPERS, 0);
    return refuse('receiver-not-found');
  }
  await requireRole(context, RECEIVER_KEEPERS, receiver.unit_id);
  return receiver;
}

/** Receivers of a unit and of those below it, the newest first. @throws Refusal as `requireRole` */
export async function readReceivers(context: Context, unitId: number): Promise<ReceiverList> {
  const unit = await requireRole(context, RECEIVER_KEEPERS, unitId);
  const tree = await treeOf(context.db);
  const all = await listAllReceivers(context.db);
  const here = all.filter((one) => tree.isWithin(one.unit_id, unitId)).toReversed();
  return {
    unit: { id: unit.id, name: unit.name },
    receivers: await Promise.all(here.map((one) => toView(context, one))),
  };
}

async function toView(context: Context, one: Receiver): Promise<ReceiverView> {
  const tree = await treeOf(context.db);
  const isEnded = one.removed_at !== null || (one.ends_at !== null && one.ends_at <= context.now());
  return {
    id: one.id,
    name: one.name,
    way: one.way,
    unit: { id: one.unit_id, name: tree.find(one.unit_id)?.name ?? '' },
    address: one.address,
    fields: one.fields,
    scopes: one.scopes,
    createdAt: one.created_at.toISOString(),
    endsAt: moment(one.removed_at ?? one.ends_at),
    state: isEnded ? 'ended' : 'active',
    counts: {
      waiting: 0,
      delivered: 0,
      failed: 0,
      'not-sent': 0,
      ...(await countByState(context.db, one.id)),
    },
  };
}

/** Names the secret that is in force, without telling it; null where there is none. */
export async function secretVersion({ db }: Context, receiver: Receiver): Promise<string | null> {
  if (receiver.way === 'pull') return (await listKeys(db, receiver.id))[0]?.id ?? null;
  const sealed = receiver.secret_sealed;
  return sealed && createHash('sha256').update(sealed).digest('hex').slice(0, 16);
}

/** @throws Refusal as {@link requireReceiver} */
export async function readReceiver(context: Context, id: string): Promise<ReceiverPage> {
  const receiver = await requireReceiver(context, id);
  const { db, now } = context;
  const [keys, deliveries, batches, rows] = await Promise.all([
    listKeys(db, id),
    listDeliveries(db, NEWEST, id),
    listBatches(db, id, NEWEST),
    countRows(db, id),
  ]);
  const rowsOf = (number: number, state: string) =>
    rows.find((one) => one.number === number && one.state === state)?.count ?? 0;
  const until = receiver.secret_before_until;
  return {
    receiver: await toView(context, receiver),
    secretVersion: await secretVersion(context, receiver),
    keys: keys.map((key) => ({
      id: key.id,
      kind: key.kind,
      madeAt: key.made_at.toISOString(),
      endsAt: moment(key.ends_at),
      usedAt: moment(key.used_at),
      holds: isInForce(key, now()),
    })),
    beforeUntil: until && until > now() ? moment(until) : null,
    deliveries: deliveries.map((one) => ({
      id: one.id,
      kind: one.kind,
      state: one.state,
      attempts: one.attempts,
      createdAt: one.created_at.toISOString(),
      nextAt: one.state === 'waiting' ? moment(one.next_at) : null,
      sentAt: moment(one.sent_at),
      acknowledgedAt: moment(one.acknowledged_at),
      answer: one.last_status === null ? one.last_error : String(one.last_status),
    })),
    batches: batches.map((one) => ({
      number: one.number,
      from: one.from_day,
      to: one.to_day,
      madeAt: one.made_at.toISOString(),
      rows: one.row_count,
      downloadedAt: moment(one.downloaded_at),
      settledAt: moment(one.settled_at),
      kept: one.isKept,
      accepted: rowsOf(one.number, 'accepted'),
      refused: rowsOf(one.number, 'refused'),
      corrected: rowsOf(one.number, 'corrected'),
    })),
  };
}
