import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { listDeliveriesOf } from './deliveries.store.ts';
import { listAllReceivers } from './receivers.store.ts';
import type { InteropTables } from './tables.ts';

/** What was sent about a person, and to whom. */
export async function exportDeliveries(
  context: Context<InteropTables>,
  person: Identity,
): Promise<Record<string, unknown>> {
  const receivers = new Map((await listAllReceivers(context.db)).map((one) => [one.id, one]));
  const deliveries = await listDeliveriesOf(context.db, person);
  return {
    handedOn: deliveries.map((one) => ({
      receiver: receivers.get(one.receiver_id)?.name,
      told: receivers.get(one.receiver_id)?.fields,
      kind: one.kind,
      credentialId: one.credential_id,
      state: one.state,
      sentAt: one.sent_at,
      acknowledgedAt: one.acknowledged_at,
    })),
  };
}
