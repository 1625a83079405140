import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { PackagesTables } from './tables.ts';

type Reader = Db<PackagesTables> | Tx<PackagesTables>;
export type PlaceRow = PackagesTables['packages.places'];
export type ReportRow = PackagesTables['packages.reports'];

/** @returns whether it was not there before */
export async function insertReport(tx: Tx<PackagesTables>, row: ReportRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('packages.reports')
    .values(row)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/**
 * Adds what a report or another device says to a place, in any order: what was done once stays done at its first time,
 * the best points stay, and what is kept, and whether it was passed, is of the newest.
 */
export async function foldPlace(tx: Reader, row: PlaceRow): Promise<void> {
  await sql`
    INSERT INTO packages.places AS here (part_key, person_id, package_id, part_id, completed_at, passed, score, kept, told_at)
    VALUES (${row.part_key}, ${row.person_id}, ${row.package_id}, ${row.part_id}, ${row.completed_at}, ${row.passed},
      ${row.score}, ${row.kept}, ${row.told_at})
    ON CONFLICT (part_key, person_id, package_id, part_id) DO UPDATE SET
      completed_at = least(here.completed_at, excluded.completed_at),
      score = greatest(here.score, excluded.score),
      passed = CASE WHEN excluded.told_at >= here.told_at THEN coalesce(excluded.passed, here.passed)
        ELSE coalesce(here.passed, excluded.passed) END,
      kept = CASE WHEN excluded.told_at >= here.told_at THEN excluded.kept ELSE here.kept END,
      told_at = greatest(here.told_at, excluded.told_at)`.execute(tx);
}

export async function listPlaces(db: Reader, person: Identity, packageId?: string): Promise<PlaceRow[]> {
  let query = db
    .selectFrom('packages.places')
    .selectAll()
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId);
  if (packageId) query = query.where('package_id', '=', packageId);
  return query.orderBy('package_id').orderBy('part_id').execute();
}

/** Moves a device's reports to an account; one that is there already stays once. */
export async function moveReports(tx: Reader, from: Identity, to: Identity): Promise<void> {
  await sql`
    INSERT INTO packages.reports (part_key, id, person_id, package_id, part_id, at, received_at, completed, passed, score, seconds)
    SELECT ${to.partKey}::int, id, ${to.personId}::uuid, package_id, part_id, at, received_at, completed, passed, score, seconds
    FROM packages.reports WHERE part_key = ${from.partKey} AND person_id = ${from.personId}
    ON CONFLICT (part_key, id) DO UPDATE SET person_id = excluded.person_id`.execute(tx);
}

export async function deletePerson(tx: Reader, person: Identity): Promise<void> {
  for (const table of ['packages.reports', 'packages.places'] as const)
    await tx
      .deleteFrom(table)
      .where('part_key', '=', person.partKey)
      .where('person_id', '=', person.personId)
      .execute();
}
