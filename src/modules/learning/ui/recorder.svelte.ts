import { call, Problem } from '#platform/client/call.ts';
import { forget, keep, waiting } from '#platform/client/outbox.ts';
import { putOnShelf, takeFromShelf } from '#platform/client/shelf.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { sendEvents } from '../domain/contract.ts';
import type { LearningEvent } from '../domain/progress.ts';
import { FINISHED, type Done } from './record.ts';

const QUEUE = 'learning';
const BATCH = 200;

/** What is on this phone and not yet with the server, and how sending it goes. */
export const sending = $state({ waiting: 0, busy: false, failed: false });

/** Keeps what the learner did on this phone first, then tries to send it; the lesson never waits for either. */
export async function keepAndSend(event: Done): Promise<void> {
  const full = { choices: [], tappedBy: 'unknown', ...event, id: newUuid(), at: new Date().toISOString() };
  const place = event.kind === 'lesson-finished' ? FINISHED : event.step;
  try {
    await keep(QUEUE, full.id, full);
    await putOnShelf(placeKey(event.lesson), place);
    await send();
  } catch {
    // No storage on this phone (private window, full): send at once or lose this one step, never the lesson.
    await call(sendEvents, { body: { events: [full] as LearningEvent[] } }).catch(() => {});
  }
}

const placeKey = (lesson: string): string => `place ${lesson}`;

/** The step this phone stood at last. */
export async function readPlace(lesson: string): Promise<string | null> {
  const place = await takeFromShelf(placeKey(lesson));
  return typeof place === 'string' ? place : null;
}

// What was done without a network goes as soon as there is one, on the page where it was done.
// The server renders these pages too, and hears no such thing.
globalThis.addEventListener?.('online', () => void send());

/** Looks what is waiting, without sending it. */
export async function countWaiting(): Promise<void> {
  sending.waiting = (await waiting(QUEUE).catch(() => [])).length;
}

/** Sends what is waiting. A refused batch stays for later; only what the server names is forgotten. */
export async function send(): Promise<void> {
  if (sending.busy) return;
  sending.busy = true;
  sending.failed = false;
  try {
    for (;;) {
      const all = await waiting(QUEUE);
      sending.waiting = all.length;
      if (all.length === 0 || !navigator.onLine) return;
      const { kept, dropped } = await call(sendEvents, {
        body: { events: all.slice(0, BATCH).map((one) => one.body) as LearningEvent[] },
      });
      await forget([...kept, ...dropped]);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    sending.failed = true;
  } finally {
    sending.busy = false;
  }
}
