import type { Context } from '#platform/http/context.ts';
import type { Reach } from './address.ts';
import { listDue, postponeReceiver, takeTry, updateDelivery, type Delivery } from './deliveries.store.ts';
import { post, type Answer } from './post.ts';
import { listReceivers, type Receiver } from './receivers.store.ts';
import { noteHandOn } from './note.ts';
import { secretsOf, signedHeaders } from './sign.ts';
import { tellable } from './tellable.ts';

type Sending = Context;

const BATCH = 100;
const ROUNDS = 50;
/** How long what waits for a receiver that did not answer is left alone. */
const SILENCE_MS = 5 * 60_000;
/** The last of these comes almost three days after the first. */
const TRIES = 13;
/** Before the next try: one minute, doubled each time. */
const waitAfter = (attempts: number): number => 60_000 * 2 ** (attempts - 1);

/** What addresses the settings let receivers have. */
export const reachOf = ({ config }: Pick<Sending, 'config'>): Reach => ({
  plain: config.demo,
  inside: config.BDHVS_WEBHOOK_PRIVATE === '1',
});

/**
 * Sends what is due. Two programs at once, or one that fell over, send nothing beside each other: a try is taken, and
 * noted in the log, before it is made.
 *
 * @returns how many tries were made
 */
export async function sendDue(context: Sending): Promise<number> {
  const receivers = new Map((await listReceivers(context.db, context.now())).map((one) => [one.id, one]));
  // A receiver that does not answer holds its own deliveries up, not those of others.
  const silent = new Set<string>();
  let tries = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const due = await listDue(context.db, context.now(), BATCH);
    for (const delivery of due) {
      if (silent.has(delivery.receiver_id)) continue;
      const receiver = receivers.get(delivery.receiver_id);
      const told = receiver && (await tellable(context, delivery, receiver));
      if (!receiver || !told) {
        await updateDelivery(context.db, delivery, { state: 'not-sent' });
        continue;
      }
      const answer = await tryOnce(context, delivery, receiver, JSON.stringify(told));
      if (!answer) continue;
      tries++;
      if (answer.status === null && !silent.has(receiver.id)) {
        silent.add(receiver.id);
        const now = context.now();
        await postponeReceiver(context.db, receiver.id, now, new Date(now.getTime() + SILENCE_MS));
      }
    }
    if (due.length < BATCH) break;
  }
  return tries;
}

/** @returns undefined when somebody else makes this try */
async function tryOnce(
  context: Sending,
  delivery: Delivery,
  receiver: Receiver,
  body: string,
): Promise<Answer | undefined> {
  const at = context.now();
  const nextAt = new Date(at.getTime() + waitAfter(delivery.attempts + 1));
  const taken = await context.db.transaction().execute(async (tx) => {
    if (!(await takeTry(tx, delivery, at, nextAt))) return false;
    if (delivery.attempts === 0) await noteHandOn(tx, context, delivery, receiver);
    return true;
  });
  if (!taken) return undefined;
  const headers = signedHeaders(secretsOf(context.master, receiver, at), { id: delivery.id, at, body });
  const answer = await post(receiver.address ?? '', headers, body, reachOf(context));
  await settle(context, delivery, answer);
  return answer;
}

async function settle(context: Sending, delivery: Delivery, { status, error }: Answer): Promise<void> {
  const taken = status !== null && status >= 200 && status < 300;
  // 410: the receiver says that it wants this no more (Standard Webhooks).
  const over = status === 410 || delivery.attempts + 1 >= TRIES;
  await updateDelivery(context.db, delivery, {
    state: taken ? 'delivered' : over ? 'failed' : 'waiting',
    last_status: status,
    last_error: error,
    acknowledged_at: taken ? context.now() : null,
  });
}
