// The product as a person starts it: a child process with its own port and data folder.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { databaseUrl } from '../../../src/platform/database/address.ts';
import { withClient } from '../../../src/platform/database/client.ts';

const root = resolve(import.meta.dirname, '../../..');
const START_MS = 180_000;

export interface Product {
  readonly url: string;
  readonly port: number;
  /** Its data folder, kept over restarts. */
  readonly folder: string;
  /** The address of its database when the tests were given an outside one. */
  readonly databaseUrl: string | undefined;
  /** Everything that it has said. */
  output(): string;
  /** Milliseconds from the command to the first page of the last start. */
  startMs(): number;
  /** Ctrl-C; the exit code. */
  stop(): Promise<number>;
  /** The machine loses power: the process that serves is killed without a word. */
  kill(): Promise<void>;
  /** Starts again on the same port and data. */
  start(): Promise<void>;
  /** Ends it and removes what it has written. */
  remove(): Promise<void>;
}

/** Starts the product in demo mode on a free port. `env` adds to or overrides its environment. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bdhvs-journey-'));
  chmodSync(folder, 0o755);
  const database = await freshDatabase();
  const environment: Record<string, string> = {
    ...withoutOurs(process.env),
    PORT: String(port),
    BDHVS_DATA: folder,
    LOG_LEVEL: 'error',
    ...(database ? { DATABASE_URL: database } : {}),
    ...env,
  };
  let child: ChildProcess | undefined;
  let output = '';
  let startMs = 0;

  async function start(): Promise<void> {
    // A journey that failed on its way may ask for a start of what still runs.
    await stop();
    output = '';
    const begun = performance.now();
    const process = spawn(node(), ['src/server/start.mjs'], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = process;
    process.stdout.on('data', (chunk) => (output += chunk));
    process.stderr.on('data', (chunk) => (output += chunk));
    for (;;) {
      if (process.exitCode !== null)
        throw new Error(`the product ended with ${process.exitCode}:\n${output}`);
      if (performance.now() - begun > START_MS) throw new Error(`the product did not start:\n${output}`);
      if (await isReady(`http://127.0.0.1:${port}/readyz`)) break;
      await pause(50);
    }
    startMs = performance.now() - begun;
  }

  async function stop(): Promise<number> {
    if (!child || child.exitCode !== null) return child?.exitCode ?? 0;
    const ended = new Promise<number>((done) => child!.once('exit', (code) => done(code ?? 1)));
    child.kill('SIGINT');
    return ended;
  }

  await start();
  return {
    url: `http://localhost:${port}`,
    port,
    folder,
    databaseUrl: database,
    output: () => output,
    startMs: () => startMs,
    start,
    stop,
    kill: async () => {
      const ended = new Promise((done) => child!.once('exit', done));
      // The parent only waits; the serving process is its child.
      const pids = childrenOf(child!.pid!);
      for (const pid of pids.length > 0 ? pids : [child!.pid!]) process.kill(pid, 'SIGKILL');
      await ended;
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
      if (database) await dropDatabase(database);
    },
  };
}

/** Waits until the invented people of the demonstration are there, which the terminal tells last. */
export async function peopleOf(product: Product): Promise<void> {
  for (let waited = 0; !product.output().includes('demo remove'); waited += 100) {
    if (waited > START_MS) throw new Error(`nobody was invented:\n${product.output()}`);
    await pause(100);
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export const node = (): string => join(root, 'node_modules', 'node', 'bin', 'node');

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    return false;
  }
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(address && typeof address === 'object' ? address.port : 0));
    });
  });
}

/** Settings of the person who runs the tests are none of the product's. */
function withoutOurs(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(
    ([name, value]) =>
      value !== undefined &&
      !/^(BDHVS_|OIDC_|PUBLIC_URL|DATABASE_(APP_)?URL|PORT|HOST|VITEST|NODE_ENV|NODE_OPTIONS)/.test(name),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

/** With `DATABASE_URL` each product gets a database of its own on that server. */
async function freshDatabase(): Promise<string | undefined> {
  const server = process.env['DATABASE_URL'];
  if (!server) return undefined;
  const name = `bdhvs_journey_${randomBytes(6).toString('hex')}`;
  await withClient(server, (client) =>
    client.query(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`),
  );
  return databaseUrl(server, name);
}

async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await withClient(process.env['DATABASE_URL']!, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  );
}
