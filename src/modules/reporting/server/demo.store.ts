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
    ['ticket_acts', 'done_by'],
  ] as const;
  for (const [table, column] of writers)
    await sql`DELETE FROM ${sql.table(`reporting.${table}`)} WHERE ${sql.ref(column)} = ANY(${people}::uuid[])`.execute(
      tx,
    );
  await sql`DELETE FROM reporting.reports r WHERE NOT EXISTS (
    SELECT 1 FROM reporting.acts a WHERE a.part_key = r.part_key AND a.unit_id = r.unit_id AND a.form_id = r.form_id
      AND a.period = r.period)`.execute(tx);
  // A ticket begins with an act of its own: without it, somebody invented opened it.
  await sql`DELETE FROM reporting.tickets t WHERE NOT EXISTS (
    SELECT 1 FROM reporting.ticket_acts a WHERE a.part_key = t.part_key AND a.ticket_id = t.id AND a.act = 'open')`.execute(
    tx,
  );
  await sql`DELETE FROM reporting.ticket_acts a WHERE NOT EXISTS (
    SELECT 1 FROM reporting.tickets t WHERE t.part_key = a.part_key AND t.id = a.ticket_id)`.execute(tx);
}
