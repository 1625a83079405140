import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { StatusPlace } from '../domain/status.ts';
import type { CredentialsTables } from './tables.ts';

type Reader = Db<CredentialsTables> | Tx<CredentialsTables>;

/** Number of the list that is filled now; 0 before there is one. */
export async function currentList(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('credentials.status_lists')
    .select(({ fn }) => fn.max('list').as('list'))
    .executeTakeFirst();
  return row?.list ?? 0;
}

/** Opens a list; whoever comes second finds it open. */
export async function openList(db: Reader, list: number, at: Date): Promise<void> {
  await db
    .insertInto('credentials.status_lists')
    .values({ list, opened_at: at })
    .onConflict((conflict) => conflict.column('list').doNothing())
    .execute();
}

/**
 * Takes the first free ones of these places of the list that is filled now, in one statement.
 *
 * @param candidates nothing twice
 * @param many how many are wanted
 * @returns fewer when too few are free, or somebody took one in the same moment
 */
export async function takeSlots(
  db: Reader,
  candidates: readonly number[],
  many: number,
): Promise<StatusPlace[]> {
  const { rows } = await sql<StatusPlace>`
    INSERT INTO credentials.status_slots (list, slot)
    SELECT open.list, c.slot
    FROM (SELECT max(list) AS list FROM credentials.status_lists) AS open
    CROSS JOIN unnest(${candidates}::int[]) WITH ORDINALITY AS c (slot, place)
    WHERE open.list IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM credentials.status_slots taken WHERE taken.list = open.list AND taken.slot = c.slot)
    ORDER BY c.place LIMIT ${many}
    ON CONFLICT (list, slot) DO NOTHING
    RETURNING list, slot`.execute(db);
  return rows;
}

export async function markSlot(db: Reader, place: StatusPlace): Promise<void> {
  await db
    .updateTable('credentials.status_slots')
    .set({ revoked: true })
    .where('list', '=', place.list)
    .where('slot', '=', place.slot)
    .execute();
}

/** Places of a list whose bit is set, in order. */
export async function listMarked(db: Reader, list: number): Promise<number[]> {
  const rows = await db
    .selectFrom('credentials.status_slots')
    .select('slot')
    .where('list', '=', list)
    .where('revoked', '=', true)
    .orderBy('slot')
    .execute();
  return rows.map((row) => row.slot);
}

export async function listPlacesOf(db: Reader, person: Identity): Promise<StatusPlace[]> {
  const rows = await db
    .selectFrom('credentials.credentials')
    .select(['status_list', 'status_slot'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
  return rows.flatMap(({ status_list: list, status_slot: slot }) =>
    list === null || slot === null ? [] : [{ list, slot }],
  );
}

/** Writes the place of a credential of before, once. @returns the place that stands afterwards */
export async function notePlace(
  db: Reader,
  partKey: number,
  id: string,
  place: StatusPlace,
): Promise<StatusPlace> {
  await db
    .updateTable('credentials.credentials')
    .set({ status_list: place.list, status_slot: place.slot })
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .where('status_list', 'is', null)
    .execute();
  const row = await db
    .selectFrom('credentials.credentials')
    .select(['status_list', 'status_slot'])
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { list: row.status_list!, slot: row.status_slot! };
}

/** Whether a bit is set; a place that nobody took has none. */
export async function isMarkedNow(db: Reader, { list, slot }: StatusPlace): Promise<boolean> {
  const row = await db
    .selectFrom('credentials.status_slots')
    .select('revoked')
    .where('list', '=', list)
    .where('slot', '=', slot)
    .executeTakeFirst();
  return row?.revoked ?? false;
}
