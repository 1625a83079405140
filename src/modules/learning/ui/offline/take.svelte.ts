import { drop, keepItem, listKept, type Item, type Kept } from './kept.ts';
import { planFor, type Plan } from './plan.ts';
import { readTaken, readVoiced, writeTaken, writeVoiced } from './taken.ts';

export interface Choice {
  readonly id: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly lessons: number;
  readonly scenes: number;
  readonly items: readonly Item[];
}

/** Why bringing over stopped: what is there stays, and it can go on later. */
export type Stopped = 'full' | 'network' | 'by-hand';

/** Taking programmes along on this device, one at a time; stopping anywhere loses nothing. */
export class Taking {
  #kept = $state.raw<ReadonlyMap<string, Kept>>(new Map());
  taken = $state.raw<readonly string[]>([]);
  /** Programmes that are taken along with their voice. */
  voiced = $state.raw<readonly string[]>([]);
  /** The programme that is being brought over now. */
  now = $state<{ id: string; done: number; of: number } | null>(null);
  stopped = $state<{ id: string; why: Stopped } | null>(null);
  /** Bytes that the browser would still give us; undefined where it does not say. */
  room = $state<number | undefined>();
  #abort: AbortController | undefined;

  async look(): Promise<void> {
    this.#kept = await listKept();
    this.taken = await readTaken();
    this.voiced = await readVoiced();
    const estimate = await navigator.storage?.estimate?.().catch(() => undefined);
    if (estimate?.quota !== undefined) this.room = estimate.quota - (estimate.usage ?? 0);
  }

  planOf(choice: Choice): Plan {
    return planFor(choice.items, this.#kept, this.voiced.includes(choice.id));
  }

  /** Whether the recordings come along too: said before anything is brought over, and remembered. */
  async wantVoice(choice: Choice, wanted: boolean): Promise<void> {
    const rest = this.voiced.filter((id) => id !== choice.id);
    this.voiced = wanted ? [...rest, choice.id] : rest;
    await writeVoiced(this.voiced);
  }

  async take(choice: Choice): Promise<void> {
    if (this.now) return;
    const { missing } = this.planOf(choice);
    this.stopped = null;
    this.now = { id: choice.id, done: 0, of: missing.length };
    this.#abort = new AbortController();
    await writeTaken([...new Set([...(await readTaken()), choice.id])]);
    // Asked when it matters; a browser that says no may clear the storage, and then the page says so.
    void navigator.storage?.persist?.().catch(() => false);
    try {
      await keepProgram();
      for (const item of missing) {
        await keepItem(item, this.voiced.includes(choice.id), this.#abort.signal);
        this.now = { ...this.now, done: this.now.done + 1 };
      }
    } catch (error) {
      this.stopped = { id: choice.id, why: whyOf(error) };
    } finally {
      this.now = null;
      await this.look();
    }
  }

  stop(): void {
    this.#abort?.abort();
  }

  /** Takes a programme off the device, but for what another one taken along needs. */
  async drop(choice: Choice, others: readonly Choice[]): Promise<void> {
    const rest = this.taken.filter((id) => id !== choice.id);
    const needed = new Set(
      others.filter(({ id }) => rest.includes(id)).flatMap(({ items }) => items.map((item) => item.address)),
    );
    await drop(choice.items.map((item) => item.address).filter((address) => !needed.has(address)));
    await writeTaken(rest);
    await writeVoiced(this.voiced.filter((id) => id !== choice.id));
    this.stopped = null;
    await this.look();
  }
}

function whyOf(error: unknown): Stopped {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'AbortError') return 'by-hand';
  return name === 'QuotaExceededError' ? 'full' : 'network';
}

const PROGRAM_MS = 60_000;

/** The program itself, so that its later parts open without a network too. @throws Error when the worker could not keep it */
async function keepProgram(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const { kept, isFull } = await new Promise<{ kept: boolean; isFull?: boolean }>((done) => {
    port1.onmessage = (event: MessageEvent<{ kept: boolean; isFull?: boolean }>) => done(event.data);
    setTimeout(() => done({ kept: false }), PROGRAM_MS);
    active?.postMessage({ program: true }, [port2]);
  });
  if (isFull) throw new DOMException('the program has no room', 'QuotaExceededError');
  if (!kept) throw new Error('the program could not be kept');
}
