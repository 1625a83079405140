import type { Tx } from '#platform/database/connect.ts';
import { insertEvents, type NewEvent } from './outbox.store.ts';

/** Wakes the dispatcher of this process; another process finds the event by its clock. */
let wake: () => void = () => {};
export function onEvent(listener: () => void): void {
  wake = listener;
}

/**
 * Writes events in the transaction of the change that they tell of. Each is delivered at least once after the commit,
 * or never when the transaction is rolled back.
 *
 * The id of an event is a UUIDv7 made by the caller; the same id twice is one event. The payload holds ids and facts,
 * no personal data: handlers re-read the state.
 */
export async function announce(tx: Tx, ...events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await insertEvents(tx, events);
  wake();
}
