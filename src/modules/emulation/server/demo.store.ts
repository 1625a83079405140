import { sql } from 'kysely';
import type { Tx } from '#platform/database/connect.ts';

/** Everything that these people described, took up and proposed. */
export async function deleteDemoEmulation(tx: Tx, people: readonly string[]): Promise<void> {
  const writers = [
    ['initiatives', 'created_by'],
    ['replications', 'begun_by'],
    ['proposals', 'proposed_by'],
  ] as const;
  for (const [table, column] of writers)
    await sql`DELETE FROM ${sql.table(`emulation.${table}`)} WHERE ${sql.ref(column)} = ANY(${[...people]}::uuid[])`.execute(
      tx,
    );
  await sql`DELETE FROM emulation.replications one WHERE NOT EXISTS (
    SELECT 1 FROM emulation.initiatives i WHERE i.id = one.initiative_id)`.execute(tx);
}
