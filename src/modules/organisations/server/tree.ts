import { vietnamDay } from '#platform/time/vietnam.ts';
import type { Db } from '#platform/database/connect.ts';
import { makeTree, type Tree } from '../domain/tree.ts';
import { currentTreeId } from './closure.store.ts';
import { listUnits, readRevision } from './units.store.ts';

/** How long another process's change may stay unseen here. */
const BELIEVED_MS = 5_000;

interface Held {
  readonly revision: number;
  readonly day: string;
  readonly tree: Tree;
  checkedAt: number;
}

const held = new WeakMap<Db, Held>();
const reading = new WeakMap<Db, Promise<Held>>();

/** The tree in force. Read once, kept in memory, read again when units have changed or a new day has begun. */
export async function treeOf(db: Db): Promise<Tree> {
  // oxlint-disable-next-line no-restricted-properties -- the age of what is held in memory, no time of the world
  const now = Date.now();
  const known = held.get(db);
  if (known && now - known.checkedAt < BELIEVED_MS) return known.tree;
  if (known && known.day === vietnamDay(new Date(now)) && (await readRevision(db)) === known.revision) {
    known.checkedAt = now;
    return known.tree;
  }
  return (await (reading.get(db) ?? startReading(db, now))).tree;
}

function startReading(db: Db, now: number): Promise<Held> {
  const started = read(db, now)
    .then((fresh) => {
      // A reading that a change has overtaken serves those who asked before the change, and nobody after it.
      if (reading.get(db) === started) held.set(db, fresh);
      return fresh;
    })
    .finally(() => {
      if (reading.get(db) === started) reading.delete(db);
    });
  reading.set(db, started);
  return started;
}

async function read(db: Db, now: number): Promise<Held> {
  // The revision first: a change that comes in between is seen at the next look.
  const revision = await readRevision(db);
  const [treeId, units] = await Promise.all([currentTreeId(db), listUnits(db)]);
  const day = vietnamDay(new Date(now));
  return { revision, day, tree: makeTree(treeId, units, day), checkedAt: now };
}

/** Called after a change in this process has been committed: whoever asks from now on sees it. */
export function forgetTree(db: Db): void {
  held.delete(db);
  reading.delete(db);
}
