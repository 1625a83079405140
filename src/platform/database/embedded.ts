import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { appLoginUrl, giveAppLogin } from './app-login.ts';
import { canEnter, reachableBinaries, readableFolder, serverUser, type ServerUser } from './binaries.ts';
import { claimFolder, findRun, type Claim } from './claim.ts';
import { freePort, initialise, launch, stopOrphan, stopServer } from './cluster.ts';
import { DISK_FULL, isFull, Obstacle } from './explain.ts';

/** Major version of the server in the npm package; a data folder of another one is refused, never touched. */
const MAJOR = '18';

export interface EmbeddedDatabase {
  /** For the superuser, on loopback. */
  readonly url: string;
  /** For the requests' role, which can become nobody else. */
  readonly appUrl: string;
  readonly folder: string;
  /** Settles with the reason, in one line, when the server ends or breaks off without having been asked to. */
  readonly lost: Promise<string>;
  /** Fast shutdown: open transactions end, the files are left clean. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Where `postgres/`, its password and its log go. */
  readonly folder: string;
  /** Extra settings, `name=value`. */
  readonly settings?: readonly string[];
  readonly say?: (line: string) => void;
  /** Ends the start at its next step, and what it has started. */
  readonly signal?: AbortSignal;
}

/**
 * Starts the real PostgreSQL from the npm package, making its data folder first when it is missing.
 * A server left behind by a crash is stopped and its data recovered.
 *
 * @throws Obstacle | FolderInUse one clear line: a foreign data folder, a full disk, another program in the folder
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const user = serverUser();
  const folder = reachableFolder(resolve(options.folder), user, options.say);
  const claim = claimFolder(folder);
  try {
    return await startClaimed(folder, claim, user, options);
  } catch (error) {
    claim.release();
    throw error;
  }
}

async function startClaimed(
  folder: string,
  claim: Claim,
  user: ServerUser,
  { say = () => {}, settings = [], signal }: EmbeddedOptions,
): Promise<EmbeddedDatabase> {
  const native = reachableBinaries(user, say);
  const data = join(folder, 'postgres');
  const password = ownerPassword(folder, data);
  if (!existsSync(join(data, 'PG_VERSION'))) {
    say('Making the database…');
    await initialise(native, data, password, user, signal);
  }
  refuseOtherVersion(data);
  signal?.throwIfAborted();
  if (await stopOrphan(data)) say('The last run did not end well; its data is being recovered…');
  signal?.throwIfAborted();
  const port = await freePort();
  const log = join(folder, 'postgres.log');
  const server = await launch({ native, data, port, user, settings, log, signal });
  const url = urlOf(password, port);
  const appPassword = passwordIn(folder, 'app.password');
  try {
    await giveAppLogin(url, appPassword);
  } catch (error) {
    await stopServer(server);
    throw error;
  }
  claim.note(port);
  let stopping = false;
  return {
    url,
    appUrl: appLoginUrl(url, appPassword),
    folder,
    lost: new Promise((done) => {
      server.once('exit', () => {
        if (!stopping) done(reasonOf(log));
      });
    }),
    stop: async () => {
      stopping = true;
      await stopServer(server);
      claim.release();
    },
  };
}

/** Addresses of the database that a program now runs in this folder, for commands beside it. */
export function findRunning(wanted: string): Pick<EmbeddedDatabase, 'url' | 'appUrl'> | undefined {
  for (const folder of [resolve(wanted), fallbackFolder(resolve(wanted))]) {
    const run = findRun(folder);
    if (!run) continue;
    if (run.databasePort === undefined)
      throw new Obstacle(`The program (process ${run.pid}) is just starting; try again`);
    const url = urlOf(ownerPassword(folder, join(folder, 'postgres')), run.databasePort);
    return { url, appUrl: appLoginUrl(url, passwordIn(folder, 'app.password')) };
  }
  return undefined;
}

const urlOf = (password: string, port: number) =>
  `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;

const fallbackFolder = (wanted: string) =>
  join(readableFolder(), wanted.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^-/, ''));

function reachableFolder(wanted: string, user: ServerUser, say?: (line: string) => void): string {
  if (existsSync(wanted) && !statSync(wanted).isDirectory())
    throw new Obstacle(`${wanted} is a file: choose another BDHVS_DATA`);
  makeFolder(wanted);
  if (canEnter(wanted, user)) return wanted;
  const folder = fallbackFolder(wanted);
  mkdirSync(folder, { recursive: true });
  say?.(`The user "postgres" cannot enter ${wanted}; the database is kept in ${folder}.`);
  return folder;
}

function makeFolder(wanted: string): void {
  try {
    mkdirSync(wanted, { recursive: true });
  } catch (error) {
    if (!['ENOTDIR', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new Obstacle(`${wanted} cannot be a folder: choose another BDHVS_DATA`);
  }
}

/** What the server's own log says last. */
function reasonOf(log: string): string {
  const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
  if (isFull(text)) return DISK_FULL;
  const last = text.split('\n').findLast((line) => /(PANIC|FATAL):/.test(line)) ?? 'it was killed';
  return `The database has ended unexpectedly (${last.replace(/^.*?(PANIC|FATAL):\s*/, '')}); see ${log}`;
}

function ownerPassword(folder: string, data: string): string {
  if (!existsSync(join(folder, 'postgres.password')) && existsSync(join(data, 'PG_VERSION'))) {
    throw new Obstacle(
      `${data} was not made by this program (its password file is missing): choose another BDHVS_DATA`,
    );
  }
  return passwordIn(folder, 'postgres.password');
}

/** The password kept in this file; a random one is put there first. */
function passwordIn(folder: string, name: string): string {
  const file = join(folder, name);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(24).toString('hex');
  writeFileSync(file, password, { mode: 0o600 });
  return password;
}

function refuseOtherVersion(data: string): void {
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR) return;
  throw new Obstacle(
    `${data} belongs to PostgreSQL ${version}, this program brings ${MAJOR}: see "Upgrade" in docs/operations.md`,
  );
}
