import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** What is waiting on this phone to be sent. Nothing here ever waits for the network. */
interface OutboxSchema extends DBSchema {
  waiting: { key: string; value: { id: string; queue: string; body: unknown }; indexes: { queue: string } };
}

let opened: Promise<IDBPDatabase<OutboxSchema>> | undefined;
const database = () =>
  (opened ??= openDB<OutboxSchema>('bdhvs-outbox', 1, {
    upgrade(db) {
      db.createObjectStore('waiting', { keyPath: 'id' }).createIndex('queue', 'queue');
    },
  }));

/** Keeps one thing to send; the same id again is the same thing. */
export async function keep(queue: string, id: string, body: unknown): Promise<void> {
  // On the disk before it counts as kept: batteries go flat.
  const transaction = (await database()).transaction('waiting', 'readwrite', { durability: 'strict' });
  await Promise.all([transaction.store.put({ id, queue, body }), transaction.done]);
}

export async function waiting(queue: string): Promise<{ id: string; body: unknown }[]> {
  return (await database()).getAllFromIndex('waiting', 'queue', queue);
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
