import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { FIRST } from '#platform/http/who.ts';

/** One thing to send, and for whom it was done: it is sent for her, whoever uses the phone by then. */
export interface Waiting {
  readonly id: string;
  readonly body: unknown;
  readonly who: string;
}

/** What is waiting on this phone to be sent. Nothing here ever waits for the network. */
interface OutboxSchema extends DBSchema {
  waiting: {
    key: string;
    value: { id: string; queue: string; body: unknown; who?: string };
    indexes: { queue: string };
  };
}

let opened: Promise<IDBPDatabase<OutboxSchema>> | undefined;
const database = () =>
  (opened ??= openDB<OutboxSchema>('bdhvs-outbox', 1, {
    upgrade(db) {
      db.createObjectStore('waiting', { keyPath: 'id' }).createIndex('queue', 'queue');
    },
  }).catch((error: unknown) => {
    // Asked again next time: room may have been made meanwhile.
    opened = undefined;
    throw error;
  }));

/** Keeps one thing to send for who did it; the same id again is the same thing. @throws DOMException where nothing can be kept */
export async function keep(queue: string, id: string, body: unknown, who: string): Promise<void> {
  // On the disk before it counts as kept: batteries go flat.
  const transaction = (await database()).transaction('waiting', 'readwrite', { durability: 'strict' });
  await Promise.all([transaction.store.put({ id, queue, body, who }), transaction.done]);
}

export async function waiting(queue: string): Promise<Waiting[]> {
  const all = await (await database()).getAllFromIndex('waiting', 'queue', queue);
  return all.map(({ id, body, who = FIRST }) => ({ id, body, who }));
}

/** What waits, parted into batches of at most `size`, each of one person. */
export function batches(all: readonly Waiting[], size: number): Waiting[][] {
  const parts: Waiting[][] = [];
  const open = new Map<string, Waiting[]>();
  for (const one of all) {
    const part = open.get(one.who);
    if (part && part.length < size) part.push(one);
    else {
      const fresh = [one];
      open.set(one.who, fresh);
      parts.push(fresh);
    }
  }
  return parts;
}

/** How much of every kind waits on this phone. */
export async function countAll(): Promise<number> {
  return (await database()).count('waiting');
}

/** Forgets what the server has said it keeps, or will never keep. */
export async function forget(ids: readonly string[]): Promise<void> {
  const transaction = (await database()).transaction('waiting', 'readwrite');
  await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
}
