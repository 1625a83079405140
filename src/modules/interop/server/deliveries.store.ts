import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { InteropTables } from './tables.ts';

type Reader = Db<InteropTables> | Tx<InteropTables>;
export type Delivery = InteropTables['interop.deliveries'];
type Place = Pick<Delivery, 'part_key' | 'id'>;

/** All confirmations of one person, as credentials publishes them. */
export async function listConfirmations(db: Reader, person: Identity) {
  return db
    .selectFrom('credentials.pub_confirmations')
    .select(['credential_id', 'revoked_at', 'synthetic'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('credential_id')
    .execute();
}

export async function listDeliveriesOf(db: Reader, person: Identity): Promise<Delivery[]> {
  return db
    .selectFrom('interop.deliveries')
    .selectAll()
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** What was not sent for want of agreement waits again; everything else that is there already stays as it is. */
export async function upsertDeliveries(tx: Reader, rows: readonly Delivery[]): Promise<void> {
  for (const row of rows) {
    await tx
      .insertInto('interop.deliveries')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['part_key', 'person_id', 'credential_id', 'kind', 'receiver_id'])
          .doUpdateSet((given) => ({
            state: given.ref('excluded.state'),
            next_at: given.ref('excluded.next_at'),
            // In a feed it gets a new place at the end.
            position: null,
          }))
          .where('interop.deliveries.state', '=', 'not-sent'),
      )
      .execute();
  }
}

/** What is due, longest waiting first. */
export async function listDue(db: Reader, now: Date, limit: number): Promise<Delivery[]> {
  return db
    .selectFrom('interop.deliveries')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/**
 * Takes a try: whoever counts it up makes it. When the program falls over in the middle, the next try comes at `nextAt`.
 *
 * @returns false when somebody else has taken it
 */
export async function takeTry(db: Reader, delivery: Delivery, sentAt: Date, nextAt: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('interop.deliveries')
    .set({ attempts: delivery.attempts + 1, sent_at: sentAt, next_at: nextAt })
    .where('part_key', '=', delivery.part_key)
    .where('id', '=', delivery.id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', delivery.attempts)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function updateDelivery(
  db: Reader,
  { part_key, id }: Place,
  changes: Partial<
    Pick<
      Delivery,
      'state' | 'attempts' | 'position' | 'sent_at' | 'last_status' | 'last_error' | 'acknowledged_at'
    >
  >,
): Promise<void> {
  await db
    .updateTable('interop.deliveries')
    .set(changes)
    .where('part_key', '=', part_key)
    .where('id', '=', id)
    .execute();
}

/** What is due for one receiver waits until later; its tries are not counted. */
export async function postponeReceiver(
  db: Reader,
  receiverId: string,
  now: Date,
  until: Date,
): Promise<void> {
  await db
    .updateTable('interop.deliveries')
    .set({ next_at: until })
    .where('receiver_id', '=', receiverId)
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .execute();
}

/** The newest first, at most `limit`. */
export async function listDeliveries(
  db: Reader,
  limit: number,
  receiverId: string | undefined,
): Promise<Delivery[]> {
  let rows = db.selectFrom('interop.deliveries').selectAll();
  if (receiverId) rows = rows.where('receiver_id', '=', receiverId);
  return rows.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** What was given up waits again. @returns how many */
export async function reviveFailed(db: Reader, receiverId: string, now: Date): Promise<number> {
  return revive(db, receiverId, now, (rows) => rows.where('state', '=', 'failed'));
}

/** One that was delivered or given up is sent once more, as the same message. @returns false when there is no such one */
export async function redeliver(db: Reader, receiverId: string, id: string, now: Date): Promise<boolean> {
  const ended = (rows: Rows) => rows.where('id', '=', id).where('state', 'in', ['failed', 'delivered']);
  return (await revive(db, receiverId, now, ended)) === 1;
}

const sent = (db: Reader) => db.updateTable('interop.deliveries');
type Rows = ReturnType<ReturnType<typeof sent>['set']>;

async function revive(
  db: Reader,
  receiverId: string,
  now: Date,
  which: (rows: Rows) => Rows,
): Promise<number> {
  const again = sent(db).set({ state: 'waiting', attempts: 0, next_at: now });
  const { numUpdatedRows } = await which(again.where('receiver_id', '=', receiverId)).executeTakeFirst();
  return Number(numUpdatedRows);
}

/** What was told of an account goes with its person, so that nothing is told twice of her; safe to repeat. */
export async function moveDeliveries(tx: Reader, from: Identity, to: Identity): Promise<void> {
  const rows = await listDeliveriesOf(tx, from);
  for (const row of rows)
    await tx
      .insertInto('interop.deliveries')
      .values({ ...row, part_key: to.partKey, person_id: to.personId })
      .onConflict((conflict) => conflict.columns(['part_key', 'id']).doUpdateSet({ person_id: to.personId }))
      .execute();
  // Under one key the rows are the same ones, and hers now.
  await deleteDeliveriesOf(tx, from);
}

/** How many there are of each state. */
export async function countByState(
  db: Reader,
  receiverId: string,
): Promise<Partial<Record<Delivery['state'], number>>> {
  const rows = await db
    .selectFrom('interop.deliveries')
    .select(['state', ({ fn }) => fn.countAll<string>().as('count')])
    .where('receiver_id', '=', receiverId)
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

export async function deleteDeliveriesOf(tx: Reader, person: Identity): Promise<void> {
  await tx
    .deleteFrom('interop.deliveries')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}
