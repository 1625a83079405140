import type { Endpoint } from '#platform/http/endpoint.ts';
import { call, Problem } from './call.ts';
import { forget, keep, waiting } from './outbox.ts';

/** What is on this phone and not yet with the server, and how sending it goes; a component's `$state`. */
export interface Sending {
  waiting: number;
  busy: boolean;
  failed: boolean;
}

export interface Sender<E extends { readonly id: string }> {
  /** Keeps an event on this phone first, then tries to send it; nothing waits for either. */
  keepAndSend(event: E): Promise<void>;
  /** Sends what is waiting. A refused batch stays for later; only what the server names is forgotten. */
  send(): Promise<void>;
}

let line: Promise<unknown> = Promise.resolve();

/**
 * One sending at a time on this phone: the first answer to somebody new names her, and two firsts at once would make two
 * of her. Over all windows where the browser can, else in this one.
 */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request('bdhvs-send', work) as Promise<T>;
  const turn = line.then(work, work);
  line = turn.catch(() => undefined);
  return turn;
}

/**
 * Sends what a person did, made on her phone with its own id, whenever there is a network.
 *
 * @param queue its name on this phone
 * @param endpoint takes `{ events }` and names those that it keeps and those that it will never keep
 * @param batch events at most in one request
 */
export function makeSender<E extends { readonly id: string }>(
  queue: string,
  endpoint: Endpoint<any, any, any, any>,
  sending: Sending,
  batch: number,
): Sender<E> {
  const deliver = (events: readonly unknown[]): Promise<{ kept: string[]; dropped: string[] }> =>
    inTurn(() => call(endpoint, { body: { events } } as never));

  async function send(): Promise<void> {
    if (sending.busy) return;
    sending.busy = true;
    sending.failed = false;
    try {
      for (;;) {
        const all = await waiting(queue);
        sending.waiting = all.length;
        if (all.length === 0 || !navigator.onLine) return;
        const { kept, dropped } = await deliver(all.slice(0, batch).map((one) => one.body));
        await forget([...kept, ...dropped]);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      sending.failed = true;
    } finally {
      sending.busy = false;
    }
  }

  // What was done without a network goes as soon as there is one, on the page where it was done.
  // The server renders these pages too, and hears no such thing.
  globalThis.addEventListener?.('online', () => void send());
  return {
    send,
    async keepAndSend(event) {
      try {
        await keep(queue, event.id, event);
        await send();
      } catch {
        // No storage on this phone (private window, full): send at once or lose this one event, never the lesson.
        await deliver([event]).catch(() => {});
      }
    },
  };
}
