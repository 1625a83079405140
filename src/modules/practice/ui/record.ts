import type { PracticeEvent } from '../domain/event.ts';

type Without<E> = E extends unknown ? Omit<E, 'id' | 'at'> : never;
/** What was practised; id and time are added when it is kept. */
export type Practised = Without<PracticeEvent>;

/** Storage and sending come after the page is there. */
const recorder = () => import('./recorder.svelte.ts');

/**
 * Keeps what was practised on this phone first, then tries to send it; nothing waits for either.
 *
 * @returns how much is on this phone and not yet with the server
 */
export async function record(event: Practised): Promise<number> {
  const { keepAndSend, sending } = await recorder();
  await keepAndSend(event);
  return sending.waiting;
}

/** Sends what is waiting on this phone, and has the means to keep at hand before the network goes. */
export async function sendWaiting(): Promise<void> {
  const { send } = await recorder();
  await send();
}
