import { resolve } from 'node:path';
import type pg from 'pg';
import { readConfig, type Config } from '#platform/config/config.ts';
import { withClient } from '#platform/database/client.ts';
import { findRunning } from '#platform/database/embedded.ts';
import { boot, type Booted } from '../boot.ts';
import { openDatabase, ourDatabase, type OpenDatabase } from '../database.ts';
import { makeLifetime, type Lifetime } from '../lifetime.ts';
import { root } from '../root.ts';

/** Progress goes to standard error, so that results can be piped. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

export interface CommandDatabase extends OpenDatabase {
  /** Whether the program itself runs on it now. */
  readonly running: boolean;
}

/** The database of this installation: that of the running program, or started for the time of the command. */
async function open(config: Config, lifetime: Lifetime): Promise<CommandDatabase> {
  const running = config.DATABASE_URL ? undefined : findRunning(resolve(root, config.BDHVS_DATA));
  if (running) return { ...ourDatabase(running), lost: new Promise(() => {}), running: true };
  return { ...(await openDatabase(config, say, lifetime)), running: false };
}

async function during<T>(work: (config: Config, lifetime: Lifetime) => Promise<T>): Promise<T> {
  const lifetime = makeLifetime();
  const stop = () => void lifetime.end().then(() => process.exit(130));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await work(readConfig(process.env), lifetime);
  } finally {
    await lifetime.end();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** A connection of the owner, before any migration. */
export function withDatabase<T>(
  work: (client: pg.Client, config: Config, database: CommandDatabase) => Promise<T>,
): Promise<T> {
  return during(async (config, lifetime) => {
    const database = await open(config, lifetime);
    return withClient(database.url, (client) => work(client, config, database));
  });
}

/** The booted program without its web server. */
export function withProgram<T>(work: (booted: Booted) => Promise<T>): Promise<T> {
  return during(async (config, lifetime) => {
    const database = await open(config, lifetime);
    return work(await boot(config, say, { lifetime, database }));
  });
}
