import { readConfirmation } from '#modules/credentials/server.ts';
import { hasConsent, readProfile } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { Field } from '../domain/scopes.ts';
import type { Told } from '../domain/told.ts';
import { HANDING_ON } from './agreement.ts';
import { listDeliveriesOf, type Delivery } from './deliveries.store.ts';
import { toTold } from './payload.ts';
import { isAtHome, wasNeverTold } from './plan.ts';
import type { Receiver } from './receivers.store.ts';

/**
 * What a delivery tells its receiver, as her word, her home and her confirmation are at this moment.
 *
 * @param receiver one that may be told at this moment
 * @param fields what it is told beside the code; those that the receiver has unless given
 * @returns undefined when it may not be told, or there is nothing left to tell
 */
export async function tellable(
  context: Context,
  delivery: Delivery,
  receiver: Receiver,
  fields: readonly Field[] = receiver.fields,
): Promise<Told | undefined> {
  const person = { partKey: delivery.part_key, personId: delivery.person_id };
  if (!(await hasConsent(context.db, person, HANDING_ON))) return undefined;
  const isNews = delivery.kind === 'confirmation.issued';
  const { homeUnitId } = await readProfile(context, person);
  const tree = await treeOf(context.db);
  if (isNews && !isAtHome(tree, homeUnitId, receiver)) return undefined;
  if (
    !isNews &&
    (await listDeliveriesOf(context.db, person)).some((one) => isStart(one, delivery) && wasNeverTold(one))
  )
    return undefined;
  const confirmation = await readConfirmation(context, delivery.part_key, delivery.credential_id);
  if (!confirmation || (isNews && confirmation.revokedOn)) return undefined;
  const home = homeUnitId === null ? undefined : tree.find(homeUnitId);
  return toTold(delivery, confirmation, { home, fields });
}

const isStart = (one: Delivery, end: Delivery): boolean =>
  one.kind === 'confirmation.issued' &&
  one.credential_id === end.credential_id &&
  one.receiver_id === end.receiver_id;
