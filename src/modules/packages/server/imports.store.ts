import type { Db } from '#platform/database/connect.ts';
import type { PackagesTables } from './tables.ts';

type Reader = Db<PackagesTables>;
export type ImportRow = PackagesTables['packages.imports'];

export async function findImport(db: Reader, id: string): Promise<ImportRow | undefined> {
  return db.selectFrom('packages.imports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** @returns false where the id is there already */
export async function insertImport(db: Reader, row: ImportRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('packages.imports')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateImport(
  db: Reader,
  id: string,
  values: Partial<Omit<ImportRow, 'id'>>,
): Promise<void> {
  await db.updateTable('packages.imports').set(values).where('id', '=', id).execute();
}

/** What a unit brings now or brought lately, the newest first. */
export async function listImports(db: Reader, unitId: number, most: number): Promise<ImportRow[]> {
  return db
    .selectFrom('packages.imports')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('begun_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
}

/** Those that nobody goes on with: the process that did is gone. */
export async function listAbandoned(db: Reader, before: Date): Promise<ImportRow[]> {
  return db
    .selectFrom('packages.imports')
    .selectAll()
    .where('state', 'in', ['receiving', 'checking'])
    .where('updated_at', '<', before)
    .orderBy('id')
    .execute();
}

export async function deleteOldImports(db: Reader, before: Date): Promise<void> {
  await db
    .deleteFrom('packages.imports')
    .where('state', 'in', ['done', 'refused'])
    .where('updated_at', '<', before)
    .execute();
}
