import type { Db } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { LearningTables } from './tables.ts';

/** The unit she named as her home; undefined while it is not known. */
export async function findHome(
  db: Db<LearningTables>,
  { partKey, personId }: Identity,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('identity.pub_homes')
    .select('home_unit_id')
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.home_unit_id ?? undefined;
}
