import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { SessionKey } from '../session.store.ts';
import type { AssessmentTables, SeatRow, SittingRow } from '../tables.ts';
import type { SittingKey } from './sittings.store.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;

/** @returns false when she sits there already, or somebody has this person code */
export async function insertSeat(tx: Reader, row: SeatRow): Promise<boolean> {
  const done = await tx
    .insertInto('assessment.seats')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** In the order they came. */
export async function listSeats(db: Reader, { part_key: partKey, id }: SittingKey): Promise<SeatRow[]> {
  return db
    .selectFrom('assessment.seats')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('sitting_id', '=', id)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
}

export async function findSeat(
  db: Reader,
  { part_key: partKey, id }: SittingKey,
  seatId: string,
): Promise<SeatRow | undefined> {
  return db
    .selectFrom('assessment.seats')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('sitting_id', '=', id)
    .where('id', '=', seatId)
    .executeTakeFirst();
}

/** Where a person sits in sittings that go on, the latest first. */
export async function listSeatsOf(
  db: Reader,
  person: Identity,
): Promise<{ seat: SeatRow; sitting: SittingRow }[]> {
  const seats = await db
    .selectFrom('assessment.seats')
    .selectAll()
    .where('person_part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(10)
    .execute();
  const found = await Promise.all(
    seats.map(async (seat) => {
      const sitting = await db
        .selectFrom('assessment.sittings')
        .selectAll()
        .where('part_key', '=', seat.part_key)
        .where('id', '=', seat.sitting_id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return sitting && { seat, sitting };
    }),
  );
  return found.filter((one) => one !== undefined);
}

/** @returns false when the seat was not in one of these states */
export async function updateSeat(
  tx: Reader,
  { part_key: partKey, id }: Pick<SeatRow, 'part_key' | 'id'>,
  from: readonly SeatRow['state'][],
  to: Partial<Omit<SeatRow, 'part_key' | 'id'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('assessment.seats')
    .set(to)
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Stops a running test. @returns false when it was not running, or its time was up */
export async function pauseSession(tx: Reader, { partKey, id }: SessionKey, at: Date): Promise<boolean> {
  const done = await tx
    .updateTable('assessment.sessions')
    .set((eb) => ({ paused_at: at, version: eb('version', '+', 1) }))
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .where('paused_at', 'is', null)
    .where((eb) => eb.or([eb('deadline_at', 'is', null), eb('deadline_at', '>', at)]))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Lets it go on: neither the time nor the measure of the open question has run meanwhile. */
export async function resumeSession(tx: Reader, { partKey, id }: SessionKey, at: Date): Promise<boolean> {
  const done = await sql`
    UPDATE assessment.sessions SET paused_at = NULL, version = version + 1,
      deadline_at = deadline_at + (${at}::timestamptz - paused_at), served_at = served_at + (${at}::timestamptz - paused_at)
    WHERE part_key = ${partKey} AND id = ${id} AND finished_at IS NULL AND paused_at IS NOT NULL`.execute(tx);
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** @returns false when it has ended, or nobody is hurried */
export async function extendSession(
  tx: Reader,
  { partKey, id }: SessionKey,
  minutes: number,
): Promise<boolean> {
  const done = await sql`
    UPDATE assessment.sessions SET deadline_at = deadline_at + make_interval(mins => ${minutes}::int), version = version + 1
    WHERE part_key = ${partKey} AND id = ${id} AND finished_at IS NULL AND deadline_at IS NOT NULL`.execute(
    tx,
  );
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** An open test that was begun alone, set aside for the supervised one. */
export async function setAside(tx: Reader, { partKey, id }: SessionKey, at: Date): Promise<void> {
  await tx
    .updateTable('assessment.sessions')
    .set((eb) => ({ finished_at: at, verdict: 'replaced', version: eb('version', '+', 1) }))
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .execute();
}
