import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { AssessmentTables } from './tables.ts';

export async function insertBundle(
  db: Db<AssessmentTables>,
  id: string,
  body: unknown,
  at: Date,
): Promise<void> {
  await db
    .insertInto('assessment.bundles')
    .values({ id, body: JSON.stringify(body), created_at: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function findBundle(db: Db<AssessmentTables>, id: string): Promise<unknown> {
  const row = await db
    .selectFrom('assessment.bundles')
    .select('body')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.body;
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
