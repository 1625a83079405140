import type { Db, Tx } from '#platform/database/connect.ts';
import type { PackagesTables } from './tables.ts';

type Reader = Db<PackagesTables> | Tx<PackagesTables>;
export type CaptionsRow = PackagesTables['packages.captions'];

/** Those of a package, by language. */
export async function listCaptions(db: Reader, packageId: string): Promise<CaptionsRow[]> {
  return db
    .selectFrom('packages.captions')
    .selectAll()
    .where('package_id', '=', packageId)
    .orderBy('language')
    .execute();
}

/** In place of what was there in this language. */
export async function putCaptions(tx: Tx<PackagesTables>, row: CaptionsRow): Promise<void> {
  const { package_id: _, language: __, ...values } = { ...row, cues: JSON.stringify(row.cues) };
  await tx
    .insertInto('packages.captions')
    .values({ ...row, ...values })
    .onConflict((conflict) => conflict.columns(['package_id', 'language']).doUpdateSet(values))
    .execute();
}

export async function deleteCaptions(
  tx: Tx<PackagesTables>,
  packageId: string,
  language?: string,
): Promise<void> {
  let statement = tx.deleteFrom('packages.captions').where('package_id', '=', packageId);
  if (language !== undefined)
    statement = statement.where('language', '=', language as CaptionsRow['language']);
  await statement.execute();
}
