import { sql } from 'kysely';
import type { Db, Tx } from './connect.ts';

const CHUNK = 2_000;

/** As JSON that `jsonb_populate_recordset` reads: bytes in PostgreSQL's hexadecimal form. */
const toJson = (rows: readonly Readonly<Record<string, unknown>>[]): string =>
  JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value,
        ]),
      ),
    ),
  );

/**
 * Adds many rows of one shape with few statements; `jsonb` columns take plain values.
 *
 * @param table with its schema, such as `learning.events`; never from outside
 */
export async function insertMany(
  db: Db | Tx,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const names = sql.join(Object.keys(rows[0] ?? {}).map((name) => sql.ref(name)));
  for (let start = 0; start < rows.length; start += CHUNK) {
    const json = toJson(rows.slice(start, start + CHUNK));
    await sql`
      INSERT INTO ${sql.table(table)} (${names})
      SELECT ${names} FROM jsonb_populate_recordset(null::${sql.table(table)}, ${json}::jsonb)`.execute(db);
  }
}
