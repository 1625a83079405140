import type { Tx } from '#platform/database/connect.ts';
import { insertEvent } from './outbox.store.ts';

/** Wakes the dispatcher of this process; another process finds the event by its clock. */
let wake: () => void = () => {};
export function onEvent(listener: () => void): void {
  wake = listener;
}

/**
 * Writes an event in the transaction of the change that it tells of. It is delivered at least once after the commit,
 * or never when the transaction is rolled back.
 *
 * @param id UUIDv7 made by the caller; the same id twice is one event
 * @param payload ids and facts, no personal data: handlers re-read the state
 */
export async function announce(
  tx: Tx,
  event: { partKey: number; id: string; name: string; payload: Record<string, unknown>; at: Date },
): Promise<void> {
  await insertEvent(tx, event);
  wake();
}
