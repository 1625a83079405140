import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseUrl } from './address.ts';
import { appLoginUrl, requireAppLogin } from './app-login.ts';
import { isDatabaseAway } from './explain.ts';
import { withClient } from './client.ts';
import { testDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Of our own server `bdhvs_app`, elsewhere a member of it. */
const appLogin = () => new URL(database.appUrl!).username;

test('requests run without the right to change tables', async () => {
  const { rows } = await sql<{ role: string }>`SELECT current_user AS role`.execute(database.db);
  expect(rows[0]?.role).toBe(appLogin());
  await expect(sql`CREATE TABLE platform.mine (id int)`.execute(database.db)).rejects.toThrow(
    /permission denied/,
  );
});

test('a request cannot become the owner, nor rewrite what is append-only, nor touch the history of migrations', async () => {
  const client = await database.pool.connect();
  try {
    const ask = async (text: string) => (await client.query(text)).rows;
    const owner = (
      await ask(`SELECT tableowner AS name FROM pg_tables WHERE schemaname = 'platform' LIMIT 1`)
    )[0].name as string;
    for (const way of ['RESET ROLE', 'SET ROLE NONE', 'RESET SESSION AUTHORIZATION', 'DISCARD ALL'])
      expect(await ask(`${way}`).then(() => ask('SELECT current_user AS role'))).toEqual([
        { role: appLogin() },
      ]);
    for (const way of [`SET ROLE ${owner}`, `SET SESSION AUTHORIZATION ${owner}`])
      await expect(ask(way)).rejects.toThrow(/permission denied/);
    const tables = await ask(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name, a.attname AS column FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1
       WHERE c.relkind = 'r' AND obj_description(c.oid, 'pg_class') LIKE 'append-only%' ORDER BY 1`,
    );
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['identity.audit', 'identity.consents']),
    );
    for (const { name, column } of [...tables, { name: 'platform.migrations', column: 'name' }]) {
      for (const change of [
        `UPDATE ${name} SET ${column} = ${column}`,
        `DELETE FROM ${name}`,
        `TRUNCATE ${name}`,
        `ALTER TABLE ${name} OWNER TO bdhvs_app`,
        `DROP TABLE ${name}`,
      ])
        await expect(ask(change), change).rejects.toThrow(/permission denied|must be owner/);
    }
  } finally {
    client.release(true);
  }
});

test('a login of requests that could do more, or reaches another database, is refused at the start', async () => {
  const { url, appUrl } = database;
  await requireAppLogin({ url, appUrl });
  await requireAppLogin({ url });
  await expect(requireAppLogin({ url, appUrl: url })).rejects.toThrow(/is a superuser/);
  const name = `test_${randomBytes(6).toString('hex')}`;
  const as = (login: string) => appLoginUrl(url, 'x', login);
  const owner = (text: string) => withClient(url, (client) => client.query(text));
  await owner(`CREATE ROLE ${name}_able LOGIN PASSWORD 'x' IN ROLE bdhvs_app, pg_write_all_data;
    CREATE ROLE ${name}_none LOGIN PASSWORD 'x'; CREATE ROLE ${name}_good LOGIN PASSWORD 'x' IN ROLE bdhvs_app`);
  try {
    await requireAppLogin({ url, appUrl: as(`${name}_good`) });
    await expect(requireAppLogin({ url, appUrl: as(`${name}_able`) })).rejects.toThrow(
      /may rewrite append-only/,
    );
    await expect(requireAppLogin({ url, appUrl: as(`${name}_none`) })).rejects.toThrow(
      /no member of bdhvs_app/,
    );
    const elsewhere = databaseUrl(as(`${name}_good`), `${name}_db`);
    await owner(`CREATE DATABASE ${name}_db TEMPLATE template0`);
    await expect(requireAppLogin({ url, appUrl: elsewhere })).rejects.toThrow(
      /not the database of DATABASE_URL/,
    );
  } finally {
    await owner(`DROP DATABASE IF EXISTS ${name}_db WITH (FORCE)`);
    await owner(`DROP ROLE ${name}_able, ${name}_none, ${name}_good`);
  }
});

test('text is UTF-8 and sorted by bytes whatever the machine says', async () => {
  const { rows } = await sql<{ c: string; e: string }>`
    SELECT datcollate AS c, pg_encoding_to_char(encoding) AS e FROM pg_database WHERE datname = current_database()`.execute(
    database.db,
  );
  expect(rows[0]).toEqual({ c: 'C', e: 'UTF8' });
});

test('a server that is away is told from a query that is wrong', async () => {
  const nobody = new URL(database.url);
  nobody.port = '1';
  const faultOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );
  expect(isDatabaseAway(await faultOf(withClient(nobody.href, (client) => client.query('SELECT 1'))))).toBe(
    true,
  );
  const ended = withClient(database.url, (client) =>
    client.query('SELECT pg_terminate_backend(pg_backend_pid())'),
  );
  expect(isDatabaseAway(await faultOf(ended))).toBe(true);
  expect(
    isDatabaseAway(await faultOf(withClient(database.url, (client) => client.query('SELECT nothing')))),
  ).toBe(false);
});
