import { audit } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Services } from '#platform/http/context.ts';
import { addressFault } from './address.ts';
import { insertReceiver, markRemoved } from './receivers.store.ts';
import { reachOf } from './send.ts';
import { makeSecret, sealSecret } from './sign.ts';
import { fields, type Field, type InteropTables } from './tables.ts';

type Making = Services<InteropTables>;
const nobody = { kind: 'nobody' } as const;

/**
 * Registers a system that is told of confirmations of a unit's people from now on.
 *
 * @param wanted what it is told beside the code, by comma: `name`, `domains`; nothing when it is empty
 * @returns its id, and the secret that its deliveries are signed with; nobody is told it again
 * @throws Error with one line when something given is not right
 */
export async function addReceiver(
  services: Making,
  given: {
    readonly unitId: number;
    readonly name: string;
    readonly address: string;
    readonly wanted: string;
  },
): Promise<{ readonly id: string; readonly secret: string }> {
  const name = given.name.trim();
  if (!name || name.length > 120) throw new Error('the name must have 1 to 120 letters');
  if (!(await treeOf(services.db)).find(given.unitId))
    throw new Error(`there is no unit ${given.unitId}; --unit takes the number of a unit`);
  const fault = addressFault(given.address, reachOf(services));
  if (fault) throw new Error(`the address ${fault}`);
  const wanted = given.wanted.split(',').flatMap((one) => (one.trim() ? [one.trim()] : []));
  const strange = wanted.find((one) => !fields.includes(one as Field));
  if (strange) throw new Error(`there is no field ${strange}; --fields takes ${fields.join(', ')}`);
  const id = services.newId();
  const secret = makeSecret();
  await services.db.transaction().execute(async (tx) => {
    await insertReceiver(tx, {
      id,
      unit_id: given.unitId,
      name,
      address: given.address,
      secret_sealed: sealSecret(services.master, id, secret),
      fields: [...new Set(wanted)] as Field[],
      created_at: services.now(),
      removed_at: null,
    });
    const detail = { receiver: id, host: new URL(given.address).host, fields: wanted };
    await audit(
      tx,
      { ...services, actor: nobody },
      { action: 'interop.add-receiver', unitId: given.unitId, detail },
    );
  });
  return { id, secret };
}

/** It is told nothing more, also not what waits. @throws Error when there is none, or it was removed before */
export async function removeReceiver(services: Making, id: string): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    if (!(await markRemoved(tx, id, services.now())))
      throw new Error(`there is no receiver ${id}; see "receivers list"`);
    await audit(
      tx,
      { ...services, actor: nobody },
      { action: 'interop.remove-receiver', detail: { receiver: id } },
    );
  });
}
