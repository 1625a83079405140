import { spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerUser } from './binaries.ts';
import { isAlive } from './claim.ts';
import { DISK_FULL, isFull, Obstacle } from './explain.ts';

/** A new data folder. A half-made one is removed. @throws Obstacle one line */
export async function initialise(
  native: string,
  data: string,
  password: string,
  user: ServerUser,
  signal?: AbortSignal,
): Promise<void> {
  if (existsSync(data) && readdirSync(data).length > 0) {
    throw new Obstacle(
      `${data} is not empty and is no PostgreSQL data folder: move it away or choose another BDHVS_DATA`,
    );
  }
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const secret = mkdtempSync(join(tmpdir(), 'bdhvs-'));
  const passwordFile = join(secret, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    for (const path of [data, secret, passwordFile]) chownSync(path, user.uid, user.gid);
  }
  // UTF-8 and byte order whatever the environment says: Vietnamese sorting happens at display.
  const flags = ['-E', 'UTF8', '--locale=C', '--no-sync', '-A', 'scram-sha-256', '-U', 'postgres'];
  try {
    await run(
      join(native, 'bin', 'initdb'),
      ['-D', data, ...flags, `--pwfile=${passwordFile}`],
      user,
      signal,
    );
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
}

function run(
  command: string,
  args: readonly string[],
  user: ServerUser,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      ...user,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const stop = () => child.kill('SIGTERM');
    signal?.addEventListener('abort', stop, { once: true });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', fail);
    child.on('close', (code) => {
      signal?.removeEventListener('abort', stop);
      if (code === 0) done();
      else fail(new Obstacle(oneLine(errors)));
    });
  });
}

/** PostgreSQL's own reason, in one line. */
function oneLine(output: string): string {
  if (isFull(output)) return DISK_FULL;
  const reason = output.split('\n').find((line) => /(FATAL|ERROR|error|PANIC):/.test(line)) ?? output;
  return `PostgreSQL: ${reason.replace(/^.*?(FATAL|ERROR|error|PANIC):\s*/, '').trim() || 'did not start'}`;
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no free port')),
      );
    });
  });
}

/**
 * Stops the server that a killed program left behind; its data folder says under which process id it runs.
 *
 * @returns whether there was a trace of it, so that its data is going to be recovered
 */
export async function stopOrphan(data: string): Promise<boolean> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!isServerOf(pid, data)) {
    rmSync(file, { force: true });
    return true;
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid); waited += 50) {
    if (waited === 10_000) process.kill(pid, 'SIGQUIT');
    if (waited > 20_000)
      throw new Obstacle(
        `The database of an earlier run (process ${pid}) does not stop: end it and start again`,
      );
    await new Promise((done) => setTimeout(done, 50));
  }
  return true;
}

function isServerOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
  } catch {
    return process.platform !== 'linux';
  }
}

export interface LaunchOptions {
  readonly native: string;
  readonly data: string;
  readonly port: number;
  readonly user: ServerUser;
  readonly settings: readonly string[];
  /** Where its own log goes. */
  readonly log: string;
  readonly signal?: AbortSignal | undefined;
}

/** Starts `postgres` and waits until it takes connections. @throws Obstacle its own reason */
export function launch({
  native,
  data,
  port,
  user,
  settings,
  log,
  signal,
}: LaunchOptions): Promise<ChildProcess> {
  const flags = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'lc_messages=C',
    'timezone=UTC',
    ...settings,
  ];
  const args = ['-D', data, '-p', String(port), ...flags.flatMap((flag) => ['-c', flag])];
  return new Promise((done, fail) => {
    // A process group of its own, so that Ctrl-C reaches it only through us, after the last request.
    const server = spawn(join(native, 'bin', 'postgres'), args, {
      ...user,
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const stop = () => server.kill('SIGINT');
    signal?.addEventListener('abort', stop, { once: true });
    let output = '';
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (!output.includes('ready to accept connections')) return;
      signal?.removeEventListener('abort', stop);
      server.stderr.off('data', listen);
      const file = createWriteStream(log, { flags: 'w', mode: 0o600 });
      // A full disk must not take the program down for want of a log.
      file.on('error', () => server.stderr.resume());
      file.write(output);
      server.stderr.pipe(file);
      done(server);
    };
    server.stderr.on('data', listen);
    server.on('error', fail);
    server.on('exit', () => fail(new Obstacle(oneLine(output))));
  });
}

/** Fast shutdown; after ten seconds the immediate one, whose data the next start recovers. */
export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGINT');
  const impatient = setTimeout(() => server.kill('SIGQUIT'), 10_000);
  await ended;
  clearTimeout(impatient);
}
