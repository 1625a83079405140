import { sql } from 'kysely';
import type { Tx } from '#platform/database/connect.ts';

/** Everything that these people wrote, and reports of which nothing is left. Needs the owner's rights. */
export async function deleteDemoReports(tx: Tx, people: readonly string[]): Promise<void> {
  const writers = [
    ['numbers', 'written_by'],
    ['texts', 'written_by'],
    ['acts', 'done_by'],
    ['closings', 'closed_by'],
    ['exceptions', 'given_by'],
    ['flag_replies', 'replied_by'],
  ] as const;
  for (const [table, column] of writers)
    await sql`DELETE FROM ${sql.table(`reporting.${table}`)} WHERE ${sql.ref(column)} = ANY(${people}::uuid[])`.execute(
      tx,
    );
  await sql`DELETE FROM reporting.reports r WHERE NOT EXISTS (
    SELECT 1 FROM reporting.acts a WHERE a.part_key = r.part_key AND a.unit_id = r.unit_id AND a.form_id = r.form_id
      AND a.period = r.period)`.execute(tx);
}
