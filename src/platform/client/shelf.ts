import { openDB, type IDBPDatabase } from 'idb';
import { FIRST, whoIn } from '#platform/http/who.ts';

/*
 * Small things that this phone must remember through a flat battery: the browser's own local storage is written seconds
 * later, this at once.
 */
let opened: Promise<IDBPDatabase> | undefined;
const database = () =>
  (opened ??= openDB('bdhvs-shelf', 1, {
    upgrade(db) {
      db.createObjectStore('shelf');
    },
  }).catch((error: unknown) => {
    // Asked again next time: room may have been made meanwhile.
    opened = undefined;
    throw error;
  }));

/** The place on the shelf of whoever uses the phone now. */
export function herOwn(key: string): string {
  const who = whoIn(document.cookie);
  return who === FIRST ? key : `${key} of ${who}`;
}

/** @throws DOMException where the browser keeps nothing: private windows, a full phone */
export async function putOnShelf(key: string, value: unknown): Promise<void> {
  const transaction = (await database()).transaction('shelf', 'readwrite', { durability: 'strict' });
  await Promise.all([transaction.store.put(value, key), transaction.done]);
}

/** What was put there; undefined when nothing was, or nothing is kept here. */
export async function takeFromShelf(key: string): Promise<unknown> {
  try {
    return await (await database()).get('shelf', key);
  } catch {
    return undefined;
  }
}
