import { resolve } from 'node:path';
import type { Config } from '#platform/config/config.ts';
import { databaseUrl } from '#platform/database/address.ts';
import { withClient } from '#platform/database/client.ts';
import type { DatabaseAddress } from '#platform/database/connect.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import { explainConnection, Obstacle } from '#platform/database/explain.ts';
import type { Lifetime } from './lifetime.ts';
import { root, type Say } from './root.ts';

/** Name of our database inside our own server. */
const DATABASE = 'bdhvs';

const NO_APP_LOGIN =
  'Warning: without DATABASE_APP_URL requests use the login of the owner, and only put its rights aside: see "The database" in docs/operations.md';

export interface OpenDatabase extends DatabaseAddress {
  /** Settles with the reason when a server of ours ends without having been asked to; never for a given one. */
  readonly lost: Promise<string>;
}

/**
 * The database this configuration means: the given one, or our own, started now and stopped with the lifetime.
 *
 * @throws Obstacle one line
 */
export async function openDatabase(config: Config, say: Say, lifetime: Lifetime): Promise<OpenDatabase> {
  const { DATABASE_URL: url, DATABASE_APP_URL: appUrl } = config;
  if (url) {
    await tryConnection(url, 'DATABASE_URL');
    if (appUrl) await tryConnection(appUrl, 'DATABASE_APP_URL');
    else say(NO_APP_LOGIN);
    return { url, appUrl, lost: new Promise(() => {}) };
  }
  const folder = resolve(root, config.BDHVS_DATA);
  const embedded = await startEmbedded({ folder, say, signal: lifetime.signal });
  lifetime.onEnd(() => embedded.stop());
  await createDatabase(embedded.url, DATABASE);
  return { ...ourDatabase(embedded), lost: embedded.lost };
}

/** Addresses of our database inside our own server. */
export const ourDatabase = ({ url, appUrl }: { url: string; appUrl: string }): DatabaseAddress => ({
  url: databaseUrl(url, DATABASE),
  appUrl: databaseUrl(appUrl, DATABASE),
});

/** @throws Obstacle why the address cannot be used */
async function tryConnection(url: string, setting: 'DATABASE_URL' | 'DATABASE_APP_URL'): Promise<void> {
  try {
    await withClient(url, (client) => client.query('SELECT 1'));
  } catch (error) {
    const line = explainConnection(error, url, setting);
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
