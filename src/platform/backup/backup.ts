import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { Obstacle } from '#platform/database/explain.ts';
import { pack, type Frame } from './container.ts';
import { makeTableSum, type TableSum } from './digest.ts';
import { columnList, holdsKeys, listTables, quoted, STEADY_TEXT, type BackupTable } from './tables.ts';

export interface Header {
  readonly format: 1;
  readonly part: 'data' | 'keys';
  /** Version of the program. */
  readonly version: string;
  /** Moment of the snapshot; both parts of one backup have the same. */
  readonly takenAt: string;
  readonly migrations: readonly { readonly name: string; readonly digest: string }[];
  /** Tells whether a master key is the right one. */
  readonly keyCheck: string;
  readonly tables: readonly string[];
}

export interface BackupResult {
  readonly takenAt: string;
  readonly tables: Readonly<Record<string, TableSum>>;
}

export interface BackupOptions {
  readonly file: string;
  readonly version: string;
  readonly keyCheck: string;
  readonly now: Date;
  readonly say: (line: string) => void;
}

/** Where the keys of a backup lie unless somebody moved them. */
export const keysFileOf = (file: string): string => `${file}.keys`;

/**
 * Writes the whole database as of one moment into two files: the data, and the keys. The program may go on working.
 * Memory does not grow with the data. A file appears under its name only when it is complete.
 *
 * @param client of the owner, with nothing open
 * @throws Obstacle when a file is already there
 */
export async function writeBackup(client: pg.Client, options: BackupOptions): Promise<BackupResult> {
  const files = { data: options.file, keys: keysFileOf(options.file) };
  for (const file of Object.values(files)) {
    if (existsSync(file)) throw new Obstacle(`${file} is already there: give another name`);
  }
  await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${STEADY_TEXT}`);
  try {
    const tables = await listTables(client);
    const { rows: migrations } = await client.query<Header['migrations'][number]>(
      'SELECT name, digest FROM platform.migrations ORDER BY name',
    );
    const sums: Record<string, TableSum> = {};
    for (const part of ['keys', 'data'] as const) {
      const chosen = tables.filter((table) => holdsKeys(table.name) === (part === 'keys'));
      const header: Header = {
        format: 1,
        part,
        version: options.version,
        takenAt: options.now.toISOString(),
        migrations,
        keyCheck: options.keyCheck,
        tables: chosen.map((table) => table.name),
      };
      await writeFile(files[part], frames(client, header, chosen, sums, options.say));
    }
    return { takenAt: options.now.toISOString(), tables: sums };
  } finally {
    await client.query('ROLLBACK');
  }
}

async function writeFile(file: string, content: AsyncIterable<Frame>): Promise<void> {
  const half = `${file}.part`;
  try {
    const sink = createWriteStream(half, { mode: 0o600, flush: true });
    await pipeline(Readable.from(pack(content)), createGzip({ level: 5 }), sink);
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}

async function* frames(
  client: pg.Client,
  header: Header,
  tables: readonly BackupTable[],
  sums: Record<string, TableSum>,
  say: (line: string) => void,
): AsyncGenerator<Frame> {
  yield { kind: 'H', body: json(header) };
  for (const table of tables) {
    yield { kind: 'T', body: json(table) };
    const sum = makeTableSum();
    const rows = client.query(copyTo(`COPY ${quoted(table.name)} (${columnList(table)}) TO STDOUT`));
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      sum.add(chunk);
      yield { kind: 'D', body: chunk };
    }
    const total = sum.end();
    sums[table.name] = total;
    yield { kind: 'E', body: json(total) };
    if (total.rows > 0) say(`${table.name}: ${total.rows} rows`);
  }
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** Rows and digest of a table as it is now, inside a transaction with `STEADY_TEXT`. */
export async function sumTable(client: pg.Client, table: BackupTable): Promise<TableSum> {
  const sum = makeTableSum();
  const rows = client.query(copyTo(`COPY ${quoted(table.name)} (${columnList(table)}) TO STDOUT`));
  for await (const chunk of rows as AsyncIterable<Buffer>) sum.add(chunk);
  return sum.end();
}
