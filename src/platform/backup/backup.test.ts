import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { databaseUrl } from '#platform/database/address.ts';
import { listMigrations } from '#platform/database/migrate.ts';
import { testDatabase, type TestDatabase } from '#platform/database/testing.ts';
import { keysFileOf, sumTable, writeBackup } from './backup.ts';
import { restoreBackup, type RestoreOptions } from './restore.ts';
import { listTables, STEADY_TEXT } from './tables.ts';

const NOW = new Date('2026-11-21T03:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'bdhvs-backup-'));
let source: TestDatabase;
let client: pg.Client;
let empty: { url: string; client: pg.Client; drop: () => Promise<void> };
let file: string;

/** All the migrations that the source knows, by the names and digests it has applied. */
const migrations = listMigrations(process.cwd(), moduleFolders());
function moduleFolders(): string[] {
  const text = readFileSync('src/server/modules.ts', 'utf8');
  return [...text.matchAll(/'([a-z]+)'/g)].map((match) => match[1]!);
}

async function connectTo(url: string): Promise<pg.Client> {
  const opened = new pg.Client({ connectionString: url });
  opened.on('error', () => {});
  await opened.connect();
  return opened;
}

async function emptyDatabase(): Promise<typeof empty> {
  const server = inject('database').url;
  const name = `restore_${randomBytes(6).toString('hex')}`;
  const owner = await connectTo(server);
  await owner.query(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const url = databaseUrl(server, name);
  const opened = await connectTo(url);
  return {
    url,
    client: opened,
    drop: async () => {
      await opened.end();
      await owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await owner.end();
    },
  };
}

const backup = (target: string, at = NOW) =>
  writeBackup(client, { file: target, version: '0.1.0', keyCheck: 'same', now: at, say: () => {} });
const restore = (given: Partial<RestoreOptions> = {}) =>
  restoreBackup(empty.client, {
    file,
    keysFile: keysFileOf(file),
    keyCheck: 'same',
    migrations,
    replace: false,
    say: () => {},
    ...given,
  });

async function sums(database: pg.Client) {
  await database.query(`BEGIN; ${STEADY_TEXT}`);
  const found: Record<string, unknown> = {};
  for (const table of await listTables(database)) found[table.name] = await sumTable(database, table);
  await database.query('COMMIT');
  return found;
}

beforeAll(async () => {
  source = await testDatabase();
  client = await connectTo(source.url);
  await client.query(
    `INSERT INTO platform.outbox (part_key, id, name, payload, created_at, due_at, last_error)
     SELECT n, gen_random_uuid(), 'a.thing-happened', jsonb_build_object('text', $1::text, 'n', n), now(), now(),
       CASE WHEN n % 3 = 0 THEN NULL ELSE $1::text END
     FROM generate_series(1, 3000) n`,
    ['Hải Phòng\ttab\nline \\ back\\N \u0001 "quote" 𝄞'],
  );
  await client.query(
    `INSERT INTO platform.facts VALUES ('empty', '""'), ('nothing', 'null'), ('text', '"\\n"')`,
  );
});
afterAll(async () => {
  await client.end();
  await source.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  empty = await emptyDatabase();
  file = join(folder, `${randomBytes(4).toString('hex')}.bdhvs`);
  await backup(file);
  return () => empty.drop();
});

test('what is restored equals what was saved, table by table', async () => {
  const result = await restore();
  expect(result.rows).toBeGreaterThanOrEqual(3_003);
  expect(await sums(empty.client)).toEqual(await sums(client));
});

test('the application may do after a restore what it could before, and no more', async () => {
  await restore();
  await empty.client.query('SET ROLE bdhvs_app');
  await empty.client.query('DELETE FROM platform.outbox WHERE part_key = 1');
  await expect(empty.client.query('DELETE FROM platform.migrations')).rejects.toThrow(/permission denied/);
  await empty.client.query('RESET ROLE');
});

test('keys lie in a file of their own, and both files are for their owner only', async () => {
  expect(existsSync(keysFileOf(file))).toBe(true);
  for (const one of [file, keysFileOf(file)]) expect(statSync(one).mode & 0o077).toBe(0);
  await expect(restore({ keysFile: join(folder, 'nowhere') })).rejects.toThrow(/is not there/);
  await expect(restore({ keysFile: file })).rejects.toThrow(/holds data/);
});

test('an existing file is not written over', async () => {
  await expect(backup(file)).rejects.toThrow(/already there/);
});

test('a restore under another master key is refused', async () => {
  await expect(restore({ keyCheck: 'other' })).rejects.toThrow(/another master key/);
});

test('keys older than the data are refused, newer ones are taken: who was erased since stays erased', async () => {
  const later = join(folder, `${randomBytes(4).toString('hex')}.bdhvs`);
  await backup(later, new Date(NOW.getTime() + 1000));
  await expect(restore({ file: later, keysFile: keysFileOf(file) })).rejects.toThrow(/older than the data/);
  await restore({ keysFile: keysFileOf(later) });
});

test('a database that is not empty is refused, and replaced when asked', async () => {
  await restore();
  await empty.client.query(`INSERT INTO platform.facts VALUES ('mine', '1')`);
  await expect(restore()).rejects.toThrow(/not empty/);
  await restore({ replace: true });
  expect(await sums(empty.client)).toEqual(await sums(client));
});

test('a database on which a program works is refused', async () => {
  await restore();
  await empty.client.query(
    `INSERT INTO platform.leases VALUES ('outbox', gen_random_uuid(), now() + interval '1 minute')`,
  );
  await expect(restore({ replace: true })).rejects.toThrow(/stop it/);
});

test('a damaged, cut or foreign file changes nothing', async () => {
  await restore();
  const before = await sums(empty.client);
  const good = readFileSync(file);
  const flipped = Buffer.from(good);
  flipped[Math.floor(good.length / 2)]! ^= 0xff;
  for (const bad of [
    flipped,
    good.subarray(0, good.length - 20),
    good.subarray(0, 40),
    Buffer.from('hello'),
    Buffer.alloc(0),
  ]) {
    const broken = join(folder, 'broken');
    writeFileSync(broken, bad);
    await expect(restore({ file: broken, replace: true })).rejects.toThrow(/backup|cut off|damaged/);
  }
  expect(await sums(empty.client)).toEqual(before);
});

test('a backup of a newer version is refused', async () => {
  await expect(restore({ migrations: migrations.slice(0, -1) })).rejects.toThrow(/newer version/);
  const changed = migrations.map((one) => ({ ...one, sql: `${one.sql} ` }));
  await expect(restore({ migrations: changed })).rejects.toThrow(/another version/);
});

test('when it fails in the middle, nothing has changed', async () => {
  await restore();
  const before = await sums(empty.client);
  // The rows are in, and about to be proven.
  const say = (line: string) => {
    if (line.startsWith('platform.outbox')) throw new Error('power cut');
  };
  await expect(restore({ replace: true, say })).rejects.toThrow(/power cut/);
  expect(await sums(empty.client)).toEqual(before);
});
