import { hasConsent, readProfile } from '#modules/identity/server.ts';
import { NATION_ID } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { DomainEvent, Identity } from '#platform/http/module.ts';
import { HANDING_ON } from './agreement.ts';
import { listConfirmations, listDeliveriesOf, upsertDeliveries, type Delivery } from './deliveries.store.ts';
import { listReceivers, type Receiver } from './receivers.store.ts';
import type { InteropTables } from './tables.ts';

/** Something happened to a person that may give her receivers something to be told. */
export async function planAfterEvent(context: Context<InteropTables>, event: DomainEvent): Promise<void> {
  await planDeliveries(context, { partKey: event.partKey, personId: event.payload.personId });
}

/** Receivers whose unit holds the person's home; a home that is not known is part of the nation only. */
async function receiversAt(
  context: Pick<Context<InteropTables>, 'db' | 'master' | 'now'>,
  person: Identity,
): Promise<Receiver[]> {
  const all = await listReceivers(context.db, context.now());
  if (all.length === 0) return [];
  const { homeUnitId } = await readProfile(context, person);
  const tree = await treeOf(context.db);
  return all.filter((receiver) => isAtHome(tree, homeUnitId, receiver));
}

/** Whether a receiver's unit holds a home. */
export const isAtHome = (
  tree: Awaited<ReturnType<typeof treeOf>>,
  homeUnitId: number | null,
  { unit_id }: Pick<Receiver, 'unit_id'>,
): boolean => tree.isWithin(homeUnitId ?? NATION_ID, unit_id);

/**
 * Writes what a person's receivers are to be told, from her confirmations, her home and her word as they are now; safe
 * to repeat, in any order. The end of a confirmation is told to those that were to be told of it, wherever she lives now.
 *
 * @param only one receiver, where the others are not to hear of it now
 */
export async function planDeliveries(
  context: Context<InteropTables>,
  person: Identity,
  only?: string,
): Promise<void> {
  const { db, now, newId } = context;
  if (!(await hasConsent(db, person, HANDING_ON))) return;
  const receivers = await receiversAt(context, person);
  const before = await listDeliveriesOf(db, person);
  if (receivers.length === 0 && before.length === 0) return;
  const at = now();
  const rows: Delivery[] = [];
  const ways = new Map((await listReceivers(db, at)).map(({ id, way }) => [id, way]));
  const tell = (receiverId: string, credentialId: string, kind: Delivery['kind']) => {
    if (!ways.has(receiverId) || (only && receiverId !== only)) return;
    rows.push({
      part_key: person.partKey,
      id: newId(),
      receiver_id: receiverId,
      person_id: person.personId,
      credential_id: credentialId,
      kind,
      state: 'waiting',
      attempts: 0,
      created_at: at,
      // Who asks, or is handed files, comes by itself.
      next_at: ways.get(receiverId) === 'webhook' ? at : null,
      position: null,
      sent_at: null,
      last_status: null,
      last_error: null,
      acknowledged_at: null,
    });
  };
  for (const { credential_id: id, revoked_at, synthetic } of await listConfirmations(db, person)) {
    if (synthetic) continue;
    if (!revoked_at) for (const receiver of receivers) tell(receiver.id, id, 'confirmation.issued');
    else
      for (const told of before)
        if (told.credential_id === id && told.kind === 'confirmation.issued' && !wasNeverTold(told))
          tell(told.receiver_id, id, 'confirmation.revoked');
  }
  await db.transaction().execute((tx) => upsertDeliveries(tx, rows));
}

/** A try may have arrived though its answer was lost, and what waits may be on its way. */
export const wasNeverTold = ({ state, attempts }: Delivery): boolean =>
  state === 'not-sent' && attempts === 0;
