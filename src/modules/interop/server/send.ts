import { readConfirmation } from '#modules/credentials/server.ts';
import { audit, hasConsent, readProfile } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { HANDING_ON } from './agreement.ts';
import type { Reach } from './address.ts';
import {
  listDeliveriesOf,
  listDue,
  postponeReceiver,
  takeTry,
  updateDelivery,
  type Delivery,
} from './deliveries.store.ts';
import { toBody } from './payload.ts';
import { receiversAt, wasNeverTold } from './plan.ts';
import { post, type Answer } from './post.ts';
import { listReceivers, type Receiver } from './receivers.store.ts';
import { openSecret, signedHeaders } from './sign.ts';

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
  const receivers = new Map((await listReceivers(context.db)).map((one) => [one.id, one]));
  // A receiver that does not answer holds its own deliveries up, not those of others.
  const silent = new Set<string>();
  let tries = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const due = await listDue(context.db, context.now(), BATCH);
    for (const delivery of due) {
      if (silent.has(delivery.receiver_id)) continue;
      const receiver = receivers.get(delivery.receiver_id);
      const body = receiver && (await bodyOf(context, delivery, receiver));
      if (!receiver || !body) {
        await updateDelivery(context.db, delivery, { state: 'not-sent' });
        continue;
      }
      const answer = await tryOnce(context, delivery, receiver, body);
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
    if (delivery.attempts === 0)
      await audit(tx, context, {
        action: 'interop.hand-on',
        subject: { partKey: delivery.part_key, personId: delivery.person_id },
        unitId: receiver.unit_id,
        detail: { receiver: receiver.id, kind: delivery.kind, credentialId: delivery.credential_id },
      });
    return true;
  });
  if (!taken) return undefined;
  const secret = openSecret(context.master, receiver.id, receiver.secret_sealed);
  const headers = signedHeaders(secret, { id: delivery.id, at, body });
  const answer = await post(receiver.address, headers, body, reachOf(context));
  await settle(context, delivery, answer);
  return answer;
}

/** @returns undefined when it may not be told, or there is nothing left to tell */
async function bodyOf(context: Sending, delivery: Delivery, receiver: Receiver): Promise<string | undefined> {
  const person = { partKey: delivery.part_key, personId: delivery.person_id };
  if (!(await hasConsent(context.db, person, HANDING_ON))) return undefined;
  const isNews = delivery.kind === 'confirmation.issued';
  if (isNews && !(await receiversAt(context, person)).some(({ id }) => id === receiver.id)) return undefined;
  if (
    !isNews &&
    (await listDeliveriesOf(context.db, person)).some((one) => isStart(one, delivery) && wasNeverTold(one))
  )
    return undefined;
  const confirmation = await readConfirmation(context, delivery.part_key, delivery.credential_id);
  if (!confirmation || (isNews && confirmation.revokedOn)) return undefined;
  const { homeUnitId } = await readProfile(context, person);
  const tree = await treeOf(context.db);
  const home = homeUnitId === null ? undefined : tree.find(homeUnitId);
  return toBody(delivery, confirmation, { home, fields: receiver.fields });
}

const isStart = (one: Delivery, end: Delivery): boolean =>
  one.kind === 'confirmation.issued' &&
  one.credential_id === end.credential_id &&
  one.receiver_id === end.receiver_id;

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
