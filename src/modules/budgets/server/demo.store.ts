import { sql } from 'kysely';
import type { Tx } from '#platform/database/connect.ts';

/** Everything that these people planned and paid. Needs the owner's rights. */
export async function deleteDemoBudgets(tx: Tx, people: readonly string[]): Promise<void> {
  const writers = [
    ['payments', 'written_by'],
    ['lines', 'written_by'],
    ['acts', 'done_by'],
  ] as const;
  for (const [table, column] of writers)
    await sql`DELETE FROM ${sql.table(`budgets.${table}`)} WHERE ${sql.ref(column)} = ANY(${[...people]}::uuid[])`.execute(
      tx,
    );
  await sql`DELETE FROM budgets.payments p WHERE NOT EXISTS (
    SELECT 1 FROM budgets.lines l WHERE l.id = p.line_id)`.execute(tx);
  await sql`DELETE FROM budgets.sheets s WHERE NOT EXISTS (
    SELECT 1 FROM budgets.lines l WHERE l.unit_id = s.unit_id AND l.year = s.year)`.execute(tx);
}
