import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { AssessmentTables } from './tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;
export type RuleChoice = AssessmentTables['assessment.rule_choices'];

/** Where a person lives; undefined when that is not known. */
export async function findHome(db: Reader, person: Identity): Promise<number | undefined> {
  const row = await db
    .selectFrom('identity.pub_homes')
    .select('home_unit_id')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .executeTakeFirst();
  return row?.home_unit_id ?? undefined;
}

/** Choices of these units for a group, the newest first. */
export async function listChoices(
  db: Reader,
  units: readonly number[],
  group: string,
): Promise<RuleChoice[]> {
  if (units.length === 0) return [];
  return db
    .selectFrom('assessment.rule_choices')
    .selectAll()
    .where('unit_id', 'in', units)
    .where('group_code', '=', group)
    .orderBy('chosen_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** @returns false when it was there already */
export async function insertChoice(tx: Tx<AssessmentTables>, row: RuleChoice): Promise<boolean> {
  const done = await tx
    .insertInto('assessment.rule_choices')
    .values({ ...row, evidence: (row.evidence ? JSON.stringify(row.evidence) : null) as never })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
