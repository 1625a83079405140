import type { Context } from '#platform/http/context.ts';
import type { Feed } from '../../domain/pull-contract.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Field } from '../../domain/scopes.ts';
import type { Told } from '../../domain/told.ts';
import { updateDelivery, type Delivery } from '../deliveries.store.ts';
import { noteHandOn } from '../note.ts';
import { clientOf } from '../oauth/client-of.ts';
import { lockReceiver, updateReceiver, type Receiver } from '../receivers.store.ts';
import { tellable } from '../tellable.ts';
import { acknowledgeUntil, findAt, listBehind, listUnplaced, setPosition } from './feed.store.ts';

interface Asked {
  readonly since?: string | undefined;
  readonly limit: number;
}

/** Confirmations without names. @throws Refusal as `clientOf`; since-unknown (409) */
export async function readConfirmations(context: Context, asked: Asked): Promise<Feed> {
  return readFeed(context, await clientOf(context, 'confirmations.read'), [], asked);
}

/** Confirmations with the fields that the client was given. @throws Refusal as `clientOf`; since-unknown (409) */
export async function readResults(context: Context, asked: Asked): Promise<Feed> {
  const receiver = await clientOf(context, 'results.read');
  return readFeed(context, receiver, receiver.fields, asked);
}

/** Place and end of the id of what stands there: after a restored backup another thing may stand there. */
const cursorOf = ({ position, id }: Delivery): string => `${position}-${id.slice(-8)}`;

async function readFeed(
  context: Context,
  receiver: Receiver,
  fields: readonly Field[],
  { since, limit }: Asked,
): Promise<Feed> {
  const start = since === undefined ? 0 : Number(since.split('-')[0]);
  const page = await context.db.transaction().execute(async (tx) => {
    const { last_position: last } = await lockReceiver(tx, receiver.id);
    if (since !== undefined) {
      const there = await findAt(tx, receiver.id, start);
      if (start > last || (there && cursorOf(there) !== since)) return refuse('since-unknown');
      await acknowledgeUntil(tx, receiver.id, start, context.now());
    }
    // Places are given under the lock, so whatever is written meanwhile stands behind all that anybody has seen.
    const unplaced = await listUnplaced(tx, receiver.id, limit);
    for (const [index, one] of unplaced.entries()) await setPosition(tx, one, last + 1 + index);
    if (unplaced.length > 0) await updateReceiver(tx, receiver.id, { last_position: last + unplaced.length });
    return listBehind(tx, receiver.id, start, limit);
  });
  const told: { readonly delivery: Delivery; readonly item: Told }[] = [];
  for (const delivery of page) {
    const item = await tellable(context, delivery, receiver, fields);
    if (item) told.push({ delivery, item });
    else if (delivery.attempts === 0) await updateDelivery(context.db, delivery, { state: 'not-sent' });
  }
  await note(
    context,
    receiver,
    told.map(({ delivery }) => delivery),
  );
  const last = page.at(-1);
  return {
    items: told.map(({ delivery, item }) => ({ id: delivery.id, ...item })),
    next: last ? cursorOf(last) : (since ?? null),
    more: page.length === limit,
  };
}

/** Each reading is in the person's log before it leaves. */
async function note(context: Context, receiver: Receiver, deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await context.db.transaction().execute(async (tx) => {
    // In the order of their chains, so that two who read at once do not wait for each other for ever.
    for (const one of [...deliveries].sort((left, right) => left.part_key - right.part_key)) {
      await updateDelivery(tx, one, { attempts: one.attempts + 1, sent_at: context.now() });
      await noteHandOn(tx, context, one, receiver);
    }
  });
}
