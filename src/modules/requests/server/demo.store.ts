import { sql } from 'kysely';
import type { Tx } from '#platform/database/connect.ts';

/** Everything that these people asked, with what came back, and what they answered. Needs the owner's rights. */
export async function deleteDemoRequests(tx: Tx, people: readonly string[]): Promise<void> {
  await sql`DELETE FROM requests.requests WHERE created_by = ANY(${[...people]}::uuid[])`.execute(tx);
  await sql`DELETE FROM requests.answers WHERE written_by = ANY(${[...people]}::uuid[])`.execute(tx);
  await sql`DELETE FROM requests.acts WHERE done_by = ANY(${[...people]}::uuid[])`.execute(tx);
  for (const table of ['fields', 'recipients', 'answers', 'acts'])
    await sql`DELETE FROM ${sql.table(`requests.${table}`)} one WHERE NOT EXISTS (
      SELECT 1 FROM requests.requests r WHERE r.id = one.request_id)`.execute(tx);
}
