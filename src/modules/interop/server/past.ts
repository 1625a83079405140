import { NATION_ID } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { planDeliveries } from './plan.ts';
import { listReceivers, updateReceiver } from './receivers.store.ts';
import { listAgreed } from './results.store.ts';
import type { InteropTables } from './tables.ts';

const BATCH = 500;
/** One turn of the clock does not hold up what else is to be done. */
const ROUNDS = 20;

/**
 * Goes through the confirmations from before a receiver was registered, where it is to be told of those; a fall in the
 * middle goes on where it stood. What comes meanwhile is planned by its own event.
 */
export async function catchUp(context: Context<InteropTables>): Promise<void> {
  const { db } = context;
  for (const receiver of await listReceivers(db, context.now())) {
    if (receiver.past !== 'wanted') continue;
    const { unit_id: unitId } = receiver;
    const tree = await treeOf(db);
    // A home that is not known is part of the nation only.
    const units =
      unitId === NATION_ID ? undefined : [unitId, ...tree.descendants(unitId).map(({ id }) => id)];
    let after = receiver.past_id ? { day: receiver.past_day!, id: receiver.past_id } : undefined;
    for (let round = 0; round < ROUNDS; round++) {
      const rows = await listAgreed(db, { units, after, most: BATCH });
      for (const row of rows)
        await planDeliveries(context, { partKey: row.part_key, personId: row.person_id }, receiver.id);
      const last = rows.at(-1);
      if (last) after = { day: last.issued_on, id: last.credential_id };
      const isOver = rows.length < BATCH;
      await updateReceiver(db, receiver.id, {
        ...(after ? { past_day: after.day, past_id: after.id } : {}),
        ...(isOver ? { past: 'done' } : {}),
      });
      if (isOver) break;
    }
  }
}
