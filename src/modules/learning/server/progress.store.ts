import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { LearningTables } from './tables.ts';

type Reader = Db<LearningTables> | Tx<LearningTables>;
type EventRow = LearningTables['learning.events'];
type ProgressRow = LearningTables['learning.progress'];

export async function insertEvents(tx: Reader, rows: readonly EventRow[]): Promise<void> {
  await tx
    .insertInto('learning.events')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .execute();
}

/**
 * Folds a learner's events again into her progress, of these lessons or of all; the same rule as `foldProgress`, which
 * the phone uses, and a test holds them together. Never in one transaction with the events that it should see: two
 * batches of one learner would not see each other's. Gives what it wrote; a lesson whose fold from more events was
 * written meanwhile is left out.
 */
export async function foldAgain(
  tx: Reader,
  person: Identity,
  lessons?: readonly string[],
): Promise<ProgressRow[]> {
  const only = lessons ? sql`AND lesson_id = ANY(${lessons}::text[])` : sql``;
  return foldWhere(tx, sql`part_key = ${person.partKey} AND person_id = ${person.personId} ${only}`);
}

/** The same for many people at once. */
export async function foldAgainFor(tx: Reader, people: readonly Identity[]): Promise<void> {
  await foldWhere(tx, isOneOf(people));
}

const isOneOf = (people: readonly Identity[]) =>
  sql`(part_key, person_id) IN (SELECT * FROM unnest(${people.map((one) => one.partKey)}::int[],
    ${people.map((one) => one.personId)}::uuid[]))`;

async function foldWhere(tx: Reader, condition: RawBuilder<unknown>): Promise<ProgressRow[]> {
  const { rows } = await sql<ProgressRow>`
    INSERT INTO learning.progress AS kept (part_key, person_id, lesson_id, at_step, seen, finished_at, updated_at, events)
    SELECT part_key, person_id, lesson_id,
      (array_agg(step_id ORDER BY at DESC, id DESC) FILTER (WHERE kind <> 'lesson-finished'))[1],
      count(DISTINCT step_id), min(at) FILTER (WHERE kind = 'lesson-finished'), max(at), count(*)
    FROM learning.events
    WHERE purpose = 'lesson' AND ${condition}
    GROUP BY part_key, person_id, lesson_id
    ON CONFLICT (part_key, person_id, lesson_id) DO UPDATE SET at_step = excluded.at_step, seen = excluded.seen,
      finished_at = excluded.finished_at, updated_at = excluded.updated_at, events = excluded.events
    WHERE kept.events <= excluded.events
    RETURNING part_key, person_id, lesson_id, at_step, seen, finished_at, updated_at, events`.execute(tx);
  return rows;
}

export async function listProgressOf(db: Reader, person: Identity): Promise<ProgressRow[]> {
  return db
    .selectFrom('learning.progress')
    .selectAll()
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('updated_at', 'desc')
    .orderBy('lesson_id')
    .execute();
}

/** Moves a device's events to an account under its own key; an event that is there already stays once. */
export async function moveEvents(tx: Reader, from: Identity, to: Identity): Promise<void> {
  await sql`
    INSERT INTO learning.events (part_key, id, person_id, lesson_id, step_id, kind, at, received_at, choices, is_right, tapped_by, purpose, took, release)
    SELECT ${to.partKey}::int, id, ${to.personId}::uuid, lesson_id, step_id, kind, at, received_at, choices, is_right, tapped_by, purpose, took, release
    FROM learning.events WHERE part_key = ${from.partKey} AND person_id = ${from.personId}
    ON CONFLICT (part_key, id) DO UPDATE SET person_id = excluded.person_id`.execute(tx);
  await deletePerson(tx, from);
}

export async function deletePerson(tx: Reader, person: Identity): Promise<void> {
  for (const table of ['learning.events', 'learning.progress'] as const) {
    await tx
      .deleteFrom(table)
      .where('part_key', '=', person.partKey)
      .where('person_id', '=', person.personId)
      .execute();
  }
}

export async function deletePeople(tx: Reader, people: readonly Identity[]): Promise<void> {
  for (const table of ['learning.events', 'learning.progress'] as const)
    await sql`DELETE FROM ${sql.table(table)} WHERE ${isOneOf(people)}`.execute(tx);
}
