import type { Db, Tx } from '#platform/database/connect.ts';
import { insertMany } from '#platform/database/insert-many.ts';
import { deleteCaptions } from './captions.store.ts';
import type { PackagesTables } from './tables.ts';

type Reader = Db<PackagesTables> | Tx<PackagesTables>;
export type PackageRow = PackagesTables['packages.packages'];
export type FileRow = PackagesTables['packages.files'];

export async function findPackage(db: Reader, id: string): Promise<PackageRow | undefined> {
  return db.selectFrom('packages.packages').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Others who would change it wait until the transaction ends. */
export async function lockPackage(tx: Tx<PackagesTables>, id: string): Promise<PackageRow | undefined> {
  return tx.selectFrom('packages.packages').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function findByDigest(
  db: Reader,
  unitId: number,
  digest: string,
): Promise<PackageRow | undefined> {
  return db
    .selectFrom('packages.packages')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('digest', '=', digest)
    .executeTakeFirst();
}

export async function listOfUnit(db: Reader, unitId: number): Promise<PackageRow[]> {
  return db
    .selectFrom('packages.packages')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('added_at', 'desc')
    .orderBy('id')
    .execute();
}

export async function listPublished(db: Reader): Promise<PackageRow[]> {
  return db
    .selectFrom('packages.packages')
    .selectAll()
    .where('state', '=', 'published')
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .execute();
}

/** Whoever adds or removes files on disk does it within a transaction that holds this. */
export async function lockFiles(tx: Tx<PackagesTables>): Promise<void> {
  await tx.selectFrom('packages.locks').selectAll().where('name', '=', 'files').forUpdate().execute();
}

export async function insertPackage(
  tx: Tx<PackagesTables>,
  row: PackageRow,
  files: readonly FileRow[],
): Promise<void> {
  await tx
    .insertInto('packages.packages')
    .values({ ...row, parts: JSON.stringify(row.parts) })
    .execute();
  await insertMany(tx as Tx, 'packages.files', files);
}

export async function updatePackage(
  tx: Tx<PackagesTables>,
  id: string,
  values: Partial<Omit<PackageRow, 'id' | 'parts'>>,
): Promise<void> {
  await tx.updateTable('packages.packages').set(values).where('id', '=', id).execute();
}

export async function deletePackage(tx: Tx<PackagesTables>, id: string): Promise<void> {
  await deleteCaptions(tx, id);
  await tx.deleteFrom('packages.files').where('package_id', '=', id).execute();
  await tx.deleteFrom('packages.packages').where('id', '=', id).execute();
}

export async function listFiles(db: Reader, packageId: string): Promise<FileRow[]> {
  return db
    .selectFrom('packages.files')
    .selectAll()
    .where('package_id', '=', packageId)
    .orderBy('path')
    .execute();
}

export async function countFiles(db: Reader, packageId: string): Promise<number> {
  const { n } = await db
    .selectFrom('packages.files')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('package_id', '=', packageId)
    .executeTakeFirstOrThrow();
  return n;
}

/** Which of these files some package still holds. */
export async function listNeeded(db: Reader, digests: readonly string[]): Promise<Set<string>> {
  if (digests.length === 0) return new Set();
  const rows = await db
    .selectFrom('packages.files')
    .select('digest')
    .distinct()
    .where('digest', 'in', [...digests])
    .execute();
  return new Set(rows.map(({ digest }) => digest));
}

/** Every file that should be on disk, once each. */
export async function listAllFiles(db: Reader): Promise<{ digest: string; size: number }[]> {
  return db.selectFrom('packages.files').select(['digest', 'size']).distinct().orderBy('digest').execute();
}
