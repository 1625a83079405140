import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('requests run without the right to change tables', async () => {
  const { rows } = await sql<{ role: string }>`SELECT current_user AS role`.execute(database.db);
  expect(rows[0]?.role).toBe('bdhvs_app');
  await expect(sql`CREATE TABLE platform.mine (id int)`.execute(database.db)).rejects.toThrow(
    /permission denied/,
  );
});

test('text is UTF-8 and sorted by bytes whatever the machine says', async () => {
  const { rows } = await sql<{ c: string; e: string }>`
    SELECT datcollate AS c, pg_encoding_to_char(encoding) AS e FROM pg_database WHERE datname = current_database()`.execute(
    database.db,
  );
  expect(rows[0]).toEqual({ c: 'C', e: 'UTF8' });
});
