import { call, Problem } from '#platform/client/call.ts';
import { forget, keep, waiting } from '#platform/client/outbox.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { sendEvents } from '../domain/contract.ts';
import type { LearningEvent } from '../domain/progress.ts';
import type { Done } from './record.ts';

const QUEUE = 'learning';
const BATCH = 100;

/** How much is on this phone and not yet with the server. */
export const sending = $state({ waiting: 0 });

/** Keeps what the learner did on this phone first, then tries to send it; the lesson never waits for either. */
export async function keepAndSend(event: Done): Promise<void> {
  const full = { choices: [], tappedBy: 'unknown', ...event, id: newUuid(), at: new Date().toISOString() };
  try {
    await keep(QUEUE, full.id, full);
    await send();
  } catch {
    // No storage on this phone (private window, full): send at once or lose this one step, never the lesson.
    await call(sendEvents, { body: { events: [full] as LearningEvent[] } }).catch(() => {});
  }
}

let busy = false;

// What was done without a network goes as soon as there is one, on the page where it was done.
addEventListener('online', () => void send());

/** Sends what is waiting. A refused batch stays for later; only what the server names is forgotten. */
export async function send(): Promise<void> {
  if (busy) return;
  busy = true;
  try {
    for (;;) {
      const batch = (await waiting(QUEUE)).slice(0, BATCH);
      sending.waiting = batch.length;
      if (batch.length === 0 || !navigator.onLine) return;
      const { kept, dropped } = await call(sendEvents, {
        body: { events: batch.map((one) => one.body) as LearningEvent[] },
      });
      await forget([...kept, ...dropped]);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  } finally {
    busy = false;
  }
}
