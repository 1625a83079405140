import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';

/** A small fact about this installation, such as the demo data that were loaded; undefined when never written. */
export async function findFact<T>(db: Db | Tx, name: string): Promise<T | undefined> {
  const { rows } = await sql<{ value: T }>`SELECT value FROM platform.facts WHERE name = ${name}`.execute(db);
  return rows[0]?.value;
}

export async function writeFact(db: Db | Tx, name: string, value: unknown): Promise<void> {
  await sql`
    INSERT INTO platform.facts (name, value) VALUES (${name}, ${JSON.stringify(value)})
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`.execute(db);
}

export async function removeFact(db: Db | Tx, name: string): Promise<void> {
  await sql`DELETE FROM platform.facts WHERE name = ${name}`.execute(db);
}
