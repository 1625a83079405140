import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { AssessmentTables } from './tables.ts';

export type BundleRow = AssessmentTables['assessment.bundles'];

/** Does nothing when it is there. */
export async function insertBundle(db: Db<AssessmentTables>, row: BundleRow): Promise<void> {
  await db
    .insertInto('assessment.bundles')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function findBundle(db: Db<AssessmentTables>, id: string): Promise<BundleRow | undefined> {
  return db.selectFrom('assessment.bundles').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The oldest first, without what is in them. */
export async function listBundles(db: Db<AssessmentTables>): Promise<Omit<BundleRow, 'body'>[]> {
  return db
    .selectFrom('assessment.bundles')
    .select(['id', 'content', 'code', 'signature', 'created_at'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export async function listExposure(db: Db<AssessmentTables>, bundle: string, ruleSet: string) {
  return db
    .selectFrom('assessment.exposure')
    .select(['item_id', 'administered', 'eligible'])
    .where('bundle', '=', bundle)
    .where('rule_set', '=', ruleSet)
    .execute();
}

/** Adds to the counts; every process adds its own share. */
export async function addExposure(
  db: Db<AssessmentTables> | Tx<AssessmentTables>,
  rows: readonly AssessmentTables['assessment.exposure'][],
): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('assessment.exposure')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['bundle', 'rule_set', 'item_id']).doUpdateSet({
        administered: sql`assessment.exposure.administered + excluded.administered`,
        eligible: sql`assessment.exposure.eligible + excluded.eligible`,
      }),
    )
    .execute();
}
