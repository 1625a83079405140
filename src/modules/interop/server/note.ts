import { audit } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Delivery } from './deliveries.store.ts';
import type { Receiver } from './receivers.store.ts';

/** Notes in the person's log that something of hers goes to a receiver. */
export async function noteHandOn(
  tx: Tx,
  context: Context,
  delivery: Pick<Delivery, 'part_key' | 'person_id' | 'kind' | 'credential_id'>,
  receiver: Pick<Receiver, 'id' | 'unit_id'>,
): Promise<void> {
  await audit(tx, context, {
    action: 'interop.hand-on',
    subject: { partKey: delivery.part_key, personId: delivery.person_id },
    unitId: receiver.unit_id,
    detail: { receiver: receiver.id, kind: delivery.kind, credentialId: delivery.credential_id },
  });
}
