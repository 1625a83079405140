import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { Obstacle } from '#platform/database/explain.ts';
import {
  applyMigration,
  digestOf,
  grantAll,
  lockMigrations,
  prepareDatabase,
  type Migration,
} from '#platform/database/migrate.ts';
import { sumTable, type Header } from './backup.ts';
import { checkBackup, readFrames, type Checked } from './read.ts';
import { columnList, listTables, quoted, STEADY_TEXT, type BackupTable } from './tables.ts';

export interface RestoreOptions {
  readonly file: string;
  readonly keysFile: string;
  /** Of the master key that this installation is configured with. */
  readonly keyCheck: string;
  /** All that this version of the program knows. */
  readonly migrations: readonly Migration[];
  /** Throws away what the database holds now. */
  readonly replace: boolean;
  readonly say: (line: string) => void;
}

/**
 * Puts a backup into a database, in one transaction: it is all there and proven equal, or nothing has changed.
 *
 * @throws Obstacle | DamagedBackup wrong key, a newer version's backup, a database that is not empty, a broken file
 */
export async function restoreBackup(
  client: pg.Client,
  options: RestoreOptions,
): Promise<{ rows: number; tables: number }> {
  const { say } = options;
  for (const file of [options.file, options.keysFile])
    if (!existsSync(file)) throw new Obstacle(`${file} is not there`);
  await refuseBusy(client);
  say('Checking the files…');
  const data = await checkBackup(options.file);
  const keys = await checkBackup(options.keysFile);
  refuseUnfit(data.header, keys.header, options);
  await lockMigrations(client);
  if (!options.replace) await refuseFull(client);
  await client.query(`BEGIN; ${STEADY_TEXT}`);
  try {
    await dropOurs(client);
    await prepareDatabase(client);
    const wanted = new Set(data.header.migrations.map((one) => one.name));
    for (const migration of options.migrations)
      if (wanted.has(migration.name)) await applyMigration(client, migration);
    const foreignKeys = await dropForeignKeys(client);
    const tables = await emptyTables(client, [...data.tables, ...keys.tables]);
    for (const file of [options.keysFile, options.file]) await copyIn(client, file);
    await proveEqual(client, tables, [data, keys], say);
    for (const statement of foreignKeys) await client.query(statement);
    await grantAll(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
  await client.query('ANALYZE');
  const all = [...data.tables, ...keys.tables];
  return { tables: all.length, rows: all.reduce((sum, table) => sum + table.rows, 0) };
}

function refuseUnfit(data: Header, keys: Header, { keyCheck, migrations }: RestoreOptions): void {
  if (data.part !== 'data') throw new Obstacle('The first file holds keys: give the data file');
  if (keys.part !== 'keys')
    throw new Obstacle('The file of keys holds data: give the file that ends in .keys');
  if (data.format !== 1 || keys.format !== 1)
    throw new Obstacle('The backup was made by a newer version of the program');
  if (data.keyCheck !== keyCheck || keys.keyCheck !== keyCheck) {
    throw new Obstacle(
      'The backup was made under another master key: give its BDHVS_MASTER_KEY, or nobody could read it',
    );
  }
  if (keys.takenAt < data.takenAt) {
    throw new Obstacle('The keys are older than the data: people who came in between could not be read');
  }
  const known = new Map(migrations.map((one) => [one.name, digestOf(one)]));
  for (const { name, digest } of [...data.migrations, ...keys.migrations]) {
    if (!known.has(name))
      throw new Obstacle(`The backup was made by a newer version of the program (it knows ${name})`);
    if (known.get(name) !== digest)
      throw new Obstacle(`The backup was made by another version of the program (${name} differs)`);
  }
}

async function isOurs(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('platform.migrations') IS NOT NULL AND to_regclass('platform.leases') IS NOT NULL AS there`,
  );
  return rows[0]?.there ?? false;
}

async function refuseBusy(client: pg.Client): Promise<void> {
  if (!(await isOurs(client))) return;
  const leases = await client.query('SELECT 1 FROM platform.leases WHERE until > clock_timestamp()');
  if (!leases.rowCount) return;
  throw new Obstacle('A program works on this database: stop it, wait half a minute, and try again');
}

async function refuseFull(client: pg.Client): Promise<void> {
  if (!(await isOurs(client))) return;
  throw new Obstacle(
    'This database is not empty: restore into an empty one, or add --replace to throw away what it holds',
  );
}

/** Our own schemas only: a given database may hold those of others. */
async function dropOurs(client: pg.Client): Promise<void> {
  if (!(await isOurs(client))) return;
  const names = await client.query<{ name: string }>(
    `SELECT DISTINCT split_part(name, '/', 1) AS name FROM platform.migrations`,
  );
  for (const name of new Set([...names.rows.map((row) => row.name), 'pgboss', 'platform'])) {
    await client.query(`DROP SCHEMA IF EXISTS ${quoted(name)} CASCADE`);
  }
}

/** @returns the statements that add them again */
async function dropForeignKeys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT format('%I.%I', n.nspname, t.relname) AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
     FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE c.contype = 'f' AND n.nspname IN (SELECT DISTINCT split_part(name, '/', 1) FROM platform.migrations)
     ORDER BY 1, 2`,
  );
  for (const { table, name } of rows)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`);
  return rows.map(
    ({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${definition}`,
  );
}

/** What migrations wrote is in the backup too. @throws Obstacle when the tables are others */
async function emptyTables(client: pg.Client, given: readonly BackupTable[]): Promise<BackupTable[]> {
  const tables = await listTables(client);
  const shape = (all: readonly BackupTable[]) =>
    all
      .map((one) => `${one.name}(${one.columns.join()})`)
      .sort()
      .join();
  if (shape(tables) !== shape(given))
    throw new Obstacle('The tables of the backup are not those of its version');
  if (tables.length > 0) await client.query(`TRUNCATE ${tables.map((one) => quoted(one.name)).join(', ')}`);
  return tables;
}

async function copyIn(client: pg.Client, file: string): Promise<void> {
  let sink: CopyStreamQuery | undefined;
  for await (const { kind, body } of readFrames(file)) {
    if (kind === 'T') {
      const table = JSON.parse(body.toString()) as BackupTable;
      sink = client.query(copyFrom(`COPY ${quoted(table.name)} (${columnList(table)}) FROM STDIN`));
      // Told by `finished` below, or by the next write.
      sink.on('error', () => {});
    }
    if (kind === 'D' && sink && !sink.write(body)) await Promise.race([once(sink, 'drain'), finished(sink)]);
    if (kind === 'E' && sink) {
      const ended = finished(sink);
      sink.end();
      await ended;
    }
  }
}

/** Reads every table again and compares it with what the backup says. */
async function proveEqual(
  client: pg.Client,
  tables: readonly BackupTable[],
  parts: readonly Checked[],
  say: (line: string) => void,
): Promise<void> {
  const expected = new Map(parts.flatMap((part) => part.tables).map((table) => [table.name, table]));
  for (const table of tables) {
    const found = await sumTable(client, table);
    const wanted = expected.get(table.name);
    if (!wanted || wanted.rows !== found.rows || wanted.digest !== found.digest) {
      throw new Obstacle(`${table.name} is not what the backup holds; nothing was changed`);
    }
    if (found.rows > 0) say(`${table.name}: ${found.rows} rows`);
  }
}
