import type { Endpoint } from '#platform/http/endpoint.ts';
import { whoIn } from '#platform/http/who.ts';
import { call, Problem } from './call.ts';
import { batches, forget, keep, waiting, type Waiting } from './outbox.ts';
import { tellUnkept } from './unkept.ts';

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
 * Sends what people did, made on their phone with its own id, whenever there is a network: each one's for herself.
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
  const deliver = (events: readonly unknown[], who: string): Promise<{ kept: string[]; dropped: string[] }> =>
    inTurn(() => call(endpoint, { body: { events } } as never, fetch, who));

  /** What could not be kept: no storage on this phone (private window, full). It lives as long as the page. */
  let held: readonly Waiting[] = [];

  /** Keeps it after all where there is room again, or sends it; what can be neither stays, and the reader is told. */
  async function settleHeld(): Promise<void> {
    for (const one of held) {
      const isSettled = await keep(queue, one.id, one.body, one.who)
        .catch(() => deliver([one.body], one.who))
        .then(
          () => true,
          () => false,
        );
      if (isSettled) held = held.filter(({ id }) => id !== one.id);
    }
    tellUnkept(queue, held.length);
  }

  async function send(): Promise<void> {
    if (held.length > 0) await settleHeld();
    if (sending.busy) return;
    sending.busy = true;
    sending.failed = false;
    const tried = new Set<string>();
    try {
      for (;;) {
        // Where nothing can be kept, nothing waits.
        const all = await waiting(queue).catch(() => []);
        sending.waiting = all.length;
        const due = batches(
          all.filter(({ id }) => !tried.has(id)),
          batch,
        );
        if (due.length === 0 || !navigator.onLine) return;
        for (const part of due) {
          for (const { id } of part) tried.add(id);
          await sendPart(part);
        }
      }
    } finally {
      sending.busy = false;
    }
  }

  /** One person's; that it is refused holds nobody else's up. */
  async function sendPart(part: readonly Waiting[]): Promise<void> {
    const ids = part.map(({ id }) => id);
    try {
      const { kept, dropped } = await deliver(
        part.map(({ body }) => body),
        part[0]!.who,
      );
      await forget([...kept, ...dropped]);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Gone for good: whoever did it has erased herself.
      if (error.document.status === 410) await forget(ids);
      else sending.failed = true;
    }
  }

  // What was done without a network goes as soon as there is one, on the page where it was done.
  // The server renders these pages too, and hears no such thing.
  globalThis.addEventListener?.('online', () => void send());
  return {
    send,
    async keepAndSend(event) {
      held = [...held, { id: event.id, body: event, who: whoIn(document.cookie) }];
      await settleHeld();
      await send();
    },
  };
}
