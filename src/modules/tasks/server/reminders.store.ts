import type { Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { TasksTables } from './tables.ts';
import type { Reader } from './tasks.store.ts';

export type AddressRow = TasksTables['tasks.addresses'];
const of = ({ partKey, personId }: Identity) => ({ part_key: partKey, person_id: personId });

/** In place of an earlier one. */
export async function putCalendar(db: Reader, person: Identity, id: string, at: Date): Promise<void> {
  await db
    .insertInto('tasks.calendars')
    .values({ ...of(person), id, made_at: at })
    .onConflict((conflict) => conflict.columns(['part_key', 'person_id']).doUpdateSet({ id, made_at: at }))
    .execute();
}

export async function findCalendarOf(
  db: Reader,
  { partKey, personId }: Identity,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('tasks.calendars')
    .select('id')
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.id;
}

export async function findOwner(db: Reader, partKey: number, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('tasks.calendars')
    .select('person_id')
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.person_id;
}

export async function deleteCalendar(db: Reader, { partKey, personId }: Identity): Promise<boolean> {
  const result = await db
    .deleteFrom('tasks.calendars')
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function putAddress(db: Reader, row: AddressRow): Promise<void> {
  const { part_key: _, person_id: __, ...rest } = row;
  await db
    .insertInto('tasks.addresses')
    .values(row)
    .onConflict((conflict) => conflict.columns(['part_key', 'person_id']).doUpdateSet(rest))
    .execute();
}

export async function findAddress(
  db: Reader,
  { partKey, personId }: Identity,
): Promise<AddressRow | undefined> {
  return db
    .selectFrom('tasks.addresses')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

export async function setConfirmed(db: Reader, { partKey, personId }: Identity, at: Date): Promise<void> {
  await db
    .updateTable('tasks.addresses')
    .set({ confirmed_at: at, code_digest: '' })
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .execute();
}

export async function listConfirmed(db: Reader): Promise<AddressRow[]> {
  return db
    .selectFrom('tasks.addresses')
    .selectAll()
    .where('confirmed_at', 'is not', null)
    .orderBy('part_key')
    .orderBy('person_id')
    .execute();
}

/** Her address, and what was sent to it. */
export async function deleteAddress(db: Reader, { partKey, personId }: Identity): Promise<boolean> {
  await db
    .deleteFrom('tasks.sent')
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .execute();
  const result = await db
    .deleteFrom('tasks.addresses')
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Takes these reminders to be sent. @returns those that nobody sent before */
export async function claimReminders(
  tx: Tx<TasksTables>,
  person: Identity,
  keys: readonly string[],
  at: Date,
): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await tx
    .insertInto('tasks.sent')
    .values(keys.map((key) => ({ ...of(person), key, sent_at: at })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .execute();
  return new Set(rows.map(({ key }) => key));
}

export async function deleteSentBefore(db: Reader, day: Date): Promise<void> {
  await db.deleteFrom('tasks.sent').where('sent_at', '<', day).execute();
}
