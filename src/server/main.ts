import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { readConfig, type Config } from '#platform/config/config.ts';
import { Obstacle } from '#platform/database/explain.ts';
import { DEMO_BRIDGE, PLAY_BRIDGE } from '#platform/http/bridge.ts';
import type { Services } from '#platform/http/context.ts';
import { makeMetrics } from '#platform/metrics/metrics.ts';
import { countWaiting } from '#platform/outbox/outbox.store.ts';
import { makeApi } from './api.ts';
import { assetReader, boot, type Booted } from './boot.ts';
import { modules } from './compose.ts';
import { loadDemoOnce, watchDemo } from './demo.ts';
import { startDemoProvider } from './demo-provider.ts';
import { complain } from './explain.ts';
import { atMost, makeLifetime, type Lifetime } from './lifetime.ts';
import { openPlay } from './play.ts';
import { outliveReaders } from './outlive-readers.ts';
import { root } from './root.ts';
import { walkThrough } from './walk-through.ts';
import { listen, type Door } from './door.ts';
import { makeAnswer } from './web.ts';
import { startWorker } from './worker.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Web, API and worker in one process, until a signal. */
async function main(lifetime: Lifetime): Promise<void> {
  const given = readConfig(process.env);
  const built = pagesBuilt();
  const door = await listen(given);
  // While starting it is closed last; once open it is closed first.
  let doorClosed = false;
  const closeDoor = async () => {
    if (!doorClosed) await door.close();
    doorClosed = true;
  };
  lifetime.onEnd(closeDoor);
  const play = await openPlay(await withDemoProvider(given, lifetime), lifetime);
  const { config } = play;
  const booting = boot(config, say, { lifetime });
  settled = booting.catch(() => {});
  const booted = await booting;
  await startWorker(booted.services, booted.database.url, lifetime);
  await built;
  await open(door, config, booted);
  play.open(booted.services);
  lifetime.onEnd(closeDoor);
  await greet(booted.services);
  void booted.database.lost.then((reason) => end(lifetime, reason));
  await showDemo(booted).catch(complain);
}

async function open(door: Door, config: Config, { services, connection }: Booted): Promise<void> {
  const metrics = makeMetrics(() => countWaiting(connection.db));
  const api = makeApi(services, modules, metrics);
  (globalThis as Record<symbol, unknown>)[PLAY_BRIDGE] = config.playOrigin;
  (globalThis as Record<symbol, unknown>)[DEMO_BRIDGE] = watchDemo(services);
  const ready = async () =>
    sql`SELECT 1`.execute(connection.db).then(
      () => true,
      () => false,
    );
  const readAsset = assetReader(services, modules);
  door.open(await makeAnswer({ root, config, api, metrics, content: services.content, readAsset, ready }));
}

/** The pages may still be in the making: then the parent process tells when they are done. */
async function pagesBuilt(): Promise<void> {
  if (process.env['BDHVS_BUILDING'] === '1' && process.send) await once(process, 'message');
  if (existsSync(join(root, 'build/handler.js'))) return;
  throw new Obstacle('The pages are not built: run npm run build first.');
}

/** In demo mode without a provider of its own, the trial provider on loopback stands in. */
async function withDemoProvider(config: Config, lifetime: Lifetime): Promise<Config> {
  if (!config.demo || config.OIDC_ISSUER) return config;
  const origins = [
    ...new Set([config.publicUrl, `http://localhost:${config.PORT}`, `http://127.0.0.1:${config.PORT}`]),
  ];
  const provider = await startDemoProvider(origins, config.PORT + 1);
  lifetime.onEnd(() => provider.close());
  return { ...config, ...provider.settings };
}

/** Loads what is invented while the door is open already, then tells the way through it. */
async function showDemo({ services, database }: Booted): Promise<void> {
  if (!services.config.demo) return;
  await loadDemoOnce(services, database.url, say);
  for (const line of await walkThrough(services)) say(line);
}

async function greet(services: Services): Promise<void> {
  const { config } = services;
  say(
    `\nBình dân học vụ số: ${config.publicUrl}${config.demo ? '   (demonstration: everything in it is invented)' : ''}`,
  );
  for (const module of modules) for (const line of (await module.greeting?.(services)) ?? []) say(line);
  say('Ctrl-C stops it.');
}

let ended = false;
/** Settles when the start opens nothing more. */
let settled: Promise<unknown> = Promise.resolve();
async function end(lifetime: Lifetime, fault?: string): Promise<void> {
  if (ended) return;
  ended = true;
  if (fault) process.stderr.write(`✗ ${fault}\n`);
  else say('Stopping…');
  await atMost(30_000, closeEverything(lifetime));
  process.exit(fault ? 1 : 0);
}

/** Also what a start that was just under way has opened. */
async function closeEverything(lifetime: Lifetime): Promise<void> {
  await lifetime.end();
  await settled;
  await lifetime.end();
}

outliveReaders();
const lifetime = makeLifetime();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(lifetime));
// The parent that started us is gone: so is the terminal that could stop us.
process.on('disconnect', () => void end(lifetime));
process.on('uncaughtException', (error) => {
  complain(error);
  void end(lifetime, 'The program ends because of the fault above.');
});
main(lifetime).catch(async (error: unknown) => {
  if (ended) return;
  ended = true;
  complain(error);
  await atMost(30_000, lifetime.end());
  process.exit(1);
});
