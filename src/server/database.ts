import { resolve } from 'node:path';
import pg from 'pg';
import type { Config } from '#platform/config/config.ts';
import { databaseUrl } from '#platform/database/address.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import { explainConnection, Obstacle } from '#platform/database/explain.ts';
import type { Lifetime } from './lifetime.ts';
import { root, type Say } from './root.ts';

/** Name of our database inside our own server. */
export const DATABASE = 'bdhvs';

export interface OpenDatabase {
  /** For the owner of the tables. */
  readonly url: string;
  /** Settles with the reason when a server of ours ends without having been asked to; never for a given one. */
  readonly lost: Promise<string>;
}

/**
 * The database this configuration means: the given one, or our own, started now and stopped with the lifetime.
 *
 * @throws Obstacle one line
 */
export async function openDatabase(config: Config, say: Say, lifetime: Lifetime): Promise<OpenDatabase> {
  if (config.DATABASE_URL) {
    await tryConnection(config.DATABASE_URL);
    return { url: config.DATABASE_URL, lost: new Promise(() => {}) };
  }
  const folder = resolve(root, config.BDHVS_DATA);
  const embedded = await startEmbedded({ folder, say, signal: lifetime.signal });
  lifetime.onEnd(() => embedded.stop());
  await createDatabase(embedded.url, DATABASE);
  return { url: databaseUrl(embedded.url, DATABASE), lost: embedded.lost };
}

/** @throws Obstacle why the address cannot be used */
export async function tryConnection(url: string): Promise<void> {
  try {
    await withClient(url, (client) => client.query('SELECT 1'));
  } catch (error) {
    const line = explainConnection(error, url);
    throw line ? new Obstacle(line) : error;
  }
}

/** Makes the database when it is missing: UTF-8 whatever the server's own habit is. */
export async function createDatabase(server: string, name: string): Promise<void> {
  await withClient(server, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) {
      await client.query(
        `CREATE DATABASE ${client.escapeIdentifier(name)} ENCODING 'UTF8' TEMPLATE template0`,
      );
    }
  });
}

/** One connection of the owner for a short piece of work. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
