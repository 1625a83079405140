import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Which program uses a data folder now. */
export interface Run {
  readonly pid: number;
  /** Start of that process as the system counts it; tells it from a later one with the same number. */
  readonly birth: string;
  /** Port of its database on loopback, once it runs. */
  readonly databasePort?: number;
}

export interface Claim {
  /** Tells other programs (commands, backup) where the database listens. */
  note(databasePort: number): void;
  release(): void;
}

/** Another program has the folder. */
export class FolderInUse extends Error {}

const fileOf = (folder: string) => join(folder, 'run.json');

/**
 * Makes sure that one program at a time runs a database in this folder. A claim whose process is gone is taken over.
 *
 * @throws FolderInUse one line with the process id
 */
export function claimFolder(folder: string): Claim {
  const file = fileOf(folder);
  const mine: Run = { pid: process.pid, birth: birthOf(process.pid) };
  for (;;) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, JSON.stringify(mine));
      closeSync(handle);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const run = findRun(folder);
      if (run)
        throw new FolderInUse(
          `${folder} is in use by process ${run.pid}: stop it, or choose another BDHVS_DATA`,
        );
      rmSync(file, { force: true });
    }
  }
  return {
    note: (databasePort) => writeFileSync(file, JSON.stringify({ ...mine, databasePort }), { mode: 0o600 }),
    release: () => rmSync(file, { force: true }),
  };
}

/** The living program that uses the folder. */
export function findRun(folder: string): Run | undefined {
  const file = fileOf(folder);
  if (!existsSync(file)) return undefined;
  try {
    const run = JSON.parse(readFileSync(file, 'utf8')) as Run;
    return isAlive(run.pid) && birthOf(run.pid) === run.birth ? run : undefined;
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/…/stat, the start in clock ticks; empty where there is no /proc. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
