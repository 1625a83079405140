import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '#platform/config/config.ts';
import { holdContent } from '#platform/content/current.ts';
import { readContent } from '#platform/content/read.ts';
import type { Asset, Fault, Release } from '#platform/content/release.ts';
import { requireSameKey } from '#platform/crypto/key-check.ts';
import type { Key } from '#platform/crypto/seal.ts';
import { Obstacle } from '#platform/database/explain.ts';
import { requireAppLogin } from '#platform/database/app-login.ts';
import { connectApp, type Connection } from '#platform/database/connect.ts';
import { listMigrations, migrate } from '#platform/database/migrate.ts';
import type { Services } from '#platform/http/context.ts';
import type { ServerModule } from '#platform/http/module.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { makeLog } from '#platform/log/log.ts';
import { modules } from './compose.ts';
import { openDatabase, type OpenDatabase } from './database.ts';
import { refuseDemoInProduction } from './demo.ts';
import { makeLifetime, type Lifetime } from './lifetime.ts';
import { moduleNames } from './modules.ts';
import { root, type Say } from './root.ts';

export { root, type Say } from './root.ts';

/** The content folder has faults; nothing was loaded. */
export class ContentFaults extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => `content/${fault.path}:${fault.line} ${fault.what}`).join('\n'));
    this.faults = faults;
  }
}

/** The root of all keys: from the configuration, or in demo mode made once and kept beside the data. */
export function readMasterKey(config: Config): Key {
  if (config.BDHVS_MASTER_KEY) return Buffer.from(config.BDHVS_MASTER_KEY, 'base64');
  const file = resolve(root, config.BDHVS_DATA, 'master.key');
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  }
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
}

const contentFolder = join(root, 'content');

/** What the content folder may hold, in the order of the modules. */
export const contentKinds = modules.flatMap((module) => module.content ?? []);

/**
 * @param rehearsing looks for the faults that take long to find, too
 * @throws ContentFaults
 */
export function readRelease(folder = contentFolder, rehearsing = false): Release {
  const { release, faults } = readContent(folder, contentKinds, rehearsing);
  if (faults.length > 0) throw new ContentFaults(faults);
  return release;
}

/** What the modules lay over the files, one after the other. */
export function composer(
  services: Services,
  composed: readonly ServerModule[],
): (files: Release) => Promise<Release> {
  return async (files) => {
    let release = files;
    for (const module of composed) release = (await module.addContent?.(services, release)) ?? release;
    return release;
  };
}

/** Bytes that are not held in memory: of the modules, asked one after the other, or of the file. */
export function assetReader(
  services: Services,
  asked: readonly ServerModule[],
  folder = contentFolder,
): (asset: Asset) => Promise<Uint8Array | undefined> {
  return async (asset) => {
    for (const module of asked) {
      const bytes = await module.readAsset?.(services, asset);
      if (bytes) return bytes;
    }
    return readFile(join(folder, asset.path)).catch(() => undefined);
  };
}

/** Another process may publish: so this often the database is asked whether there is something new. */
const LOOK_EVERY_MS = 10_000;

function watchContent(services: Services, lifetime: Lifetime): void {
  const look = () =>
    void services
      .contentChanged()
      .catch((error: unknown) => services.log.warn({ err: error }, 'published content cannot be read'));
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  lifetime.onEnd(() => clearInterval(timer));
}

export interface Booted {
  readonly services: Services;
  readonly connection: Connection;
  readonly database: OpenDatabase;
  close(): Promise<void>;
}

export interface BootOptions {
  readonly lifetime?: Lifetime;
  /** A database that is open already, such as that of a running program. */
  readonly database?: OpenDatabase;
}

/** Migrated database, content in memory, modules started: all but listening. Commands and benchmarks begin here too. */
export async function boot(config: Config, say: Say, options: BootOptions = {}): Promise<Booted> {
  const lifetime = options.lifetime ?? makeLifetime();
  let database: OpenDatabase | undefined;
  try {
    const release = readRelease();
    database = options.database ?? (await openDatabase(config, say, lifetime));
    await migrate(database.url, listMigrations(root, moduleNames), say);
    lifetime.signal.throwIfAborted();
    await requireAppLogin(database);
    const connection = connectApp(database);
    lifetime.onEnd(() => connection.close());
    const services: Services = {
      db: connection.db,
      now: () => new Date(),
      newId: newUuid,
      log: makeLog(config.LOG_LEVEL),
      config,
      master: readMasterKey(config),
      content: () => current.release(),
      contentChanged: () => current.refresh(),
    };
    const current = holdContent(release, composer(services, modules));
    await requireSameKey(services.db, services.master);
    await refuseDemoInProduction(services);
    for (const module of modules) {
      lifetime.signal.throwIfAborted();
      await module.start?.(services);
    }
    await services.contentChanged();
    watchContent(services, lifetime);
    return { services, connection, database, close: () => lifetime.end() };
  } catch (error) {
    // A broken connection is a symptom; the server's own end is the reason.
    const reason = await Promise.race([
      database?.lost,
      new Promise<undefined>((done) => setTimeout(done, 500, undefined)),
    ]);
    await lifetime.end();
    throw reason ? new Obstacle(reason) : error;
  }
}
