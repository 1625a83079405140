import { systemContext, type Services } from '#platform/http/context.ts';
import type { ServerModule } from '#platform/http/module.ts';
import { onEvent } from './outbox.ts';
import {
  deleteEvent,
  listDue,
  postponeEvent,
  returnLease,
  takeLease,
  type EventRow,
} from './outbox.store.ts';

const IDLE_MS = 1_000;
/** What waits after a loss of power waits this long: short, as somebody may stand there for her certificate. */
const LEASE_MS = 8_000;
const BATCH = 200;
/** Seconds before another try: doubled each time, at most an hour. */
const backoff = (attempts: number) => Math.min(3600, 2 ** attempts);

export interface Dispatcher {
  /** Delivers everything that is due now; for tests and commands. */
  drain(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

/** Delivers events to the modules that asked for them, oldest first, one process at a time. */
export function makeDispatcher(services: Services, modules: readonly ServerModule[]): Dispatcher {
  const holder = services.newId();
  let running = false;
  let stopping = false;
  let woken: () => void = () => {};
  let loop: Promise<void> = Promise.resolve();

  async function deliver(event: EventRow): Promise<void> {
    try {
      for (const module of modules) {
        const handle = module.handlers?.[event.name];
        if (!handle) continue;
        await handle(systemContext(services, event.id), {
          partKey: event.part_key,
          id: event.id,
          name: event.name,
          payload: event.payload,
        });
      }
      await deleteEvent(services.db, event);
    } catch (error) {
      services.log.error({ err: error, event: event.name, id: event.id }, 'event not delivered');
      const until = new Date(services.now().getTime() + 1000 * backoff(event.attempts + 1));
      await postponeEvent(services.db, event, until, String(error).slice(0, 500));
    }
  }

  /** Takes the lease, or renews it when it has grown old. */
  async function holdLease(heldUntil: Date): Promise<Date | undefined> {
    const now = services.now();
    if (heldUntil.getTime() - now.getTime() > LEASE_MS / 2) return heldUntil;
    const until = new Date(now.getTime() + LEASE_MS);
    return (await takeLease(services.db, 'outbox', holder, now, until)) ? until : undefined;
  }

  async function drain(): Promise<number> {
    let held = await holdLease(new Date(0));
    if (!held) return 0;
    const due = await listDue(services.db, services.now(), BATCH);
    let done = 0;
    for (const event of due) {
      // A slow batch must not outlive its lease: another process would deliver the same events beside us.
      held = await holdLease(held);
      if (!held || stopping) break;
      await deliver(event);
      done += 1;
    }
    return done;
  }

  async function run(): Promise<void> {
    while (running) {
      const done = await drain().catch((error: unknown) => {
        services.log.error({ err: error }, 'outbox');
        return 0;
      });
      if (done === 0 && running) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, IDLE_MS);
          woken = () => {
            clearTimeout(timer);
            // The announcing transaction commits a moment later.
            setTimeout(resolve, 20);
          };
        });
      }
    }
  }

  return {
    drain,
    start() {
      running = true;
      stopping = false;
      onEvent(() => woken());
      loop = run();
    },
    async stop() {
      running = false;
      stopping = true;
      woken();
      await loop;
      await returnLease(services.db, 'outbox', holder);
    },
  };
}
