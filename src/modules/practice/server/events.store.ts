import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { PracticeTables, SummedRow } from './tables.ts';

type Reader = Db<PracticeTables> | Tx<PracticeTables>;
type EventRow = PracticeTables['practice.events'];

export async function insertEvents(tx: Reader, rows: readonly EventRow[]): Promise<void> {
  await tx
    .insertInto('practice.events')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .execute();
}

/** What a person did with each scene, by mode; the newest scene first. */
export async function sumEvents(db: Reader, person: Identity): Promise<SummedRow[]> {
  const { rows } = await sql<SummedRow>`
    SELECT scene_id, mode, (count(*) FILTER (WHERE is_done))::int AS done, min(help) FILTER (WHERE is_done) AS help,
      (array_agg(detail ORDER BY at DESC, id DESC) FILTER (WHERE kind = 'round'))[1] AS tally, max(at) AS updated_at
    FROM practice.events
    WHERE part_key = ${person.partKey} AND person_id = ${person.personId}
    GROUP BY scene_id, mode
    ORDER BY max(at) DESC, scene_id, mode`.execute(db);
  return rows;
}

export async function listEvents(db: Reader, person: Identity): Promise<EventRow[]> {
  return db
    .selectFrom('practice.events')
    .selectAll()
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Moves a device's events and open codes to an account under its own key; an event that is there already stays once. */
export async function moveEvents(tx: Reader, from: Identity, to: Identity): Promise<void> {
  await sql`
    INSERT INTO practice.events (part_key, id, person_id, scene_id, kind, mode, is_done, help, seconds, detail, tapped_by,
      witness_id, at, received_at, release)
    SELECT ${to.partKey}::int, id, ${to.personId}::uuid, scene_id, kind, mode, is_done, help, seconds, detail, tapped_by,
      witness_id, at, received_at, release
    FROM practice.events WHERE part_key = ${from.partKey} AND person_id = ${from.personId}
    ON CONFLICT (part_key, id) DO UPDATE SET person_id = excluded.person_id`.execute(tx);
  await tx
    .updateTable('practice.witness_codes')
    .set({ part_key: to.partKey, person_id: to.personId })
    .where('part_key', '=', from.partKey)
    .where('person_id', '=', from.personId)
    .execute();
  await deletePerson(tx, from);
}

export async function deletePerson(tx: Reader, person: Identity): Promise<void> {
  for (const table of ['practice.events', 'practice.witness_codes'] as const) {
    await tx
      .deleteFrom(table)
      .where('part_key', '=', person.partKey)
      .where('person_id', '=', person.personId)
      .execute();
  }
}
