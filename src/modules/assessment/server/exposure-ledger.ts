import type { Services } from '#platform/http/context.ts';
import type { ExposureCounts } from '../domain/exposure.ts';
import { unpackBits } from '../domain/bitmask.ts';
import { ruleSetKey } from '../domain/rules.ts';
import type { SessionState } from '../domain/session-state.ts';
import type { Bundle } from './bundle.ts';
import { addExposure, listExposure } from './bundle.store.ts';

/** How often other processes' counts are read and our own are written. The control steers over thousands of sessions. */
const SYNC_MS = 10_000;
const SESSIONS = '';

interface Counts {
  administered: number;
  eligible: number;
}

/** Counts of one bundle: what the database said last, and what this process has seen since. */
class Ledger {
  readonly #bundle: Bundle;
  #stored = new Map<string, Counts>();
  #fresh = new Map<string, Counts>();
  #syncedAt = -Infinity;
  #syncing: Promise<void> | undefined;

  constructor(bundle: Bundle) {
    this.#bundle = bundle;
  }

  async counts(services: Services): Promise<ExposureCounts> {
    if (this.#syncedAt === -Infinity) await this.sync(services);
    else if (performance.now() - this.#syncedAt > SYNC_MS) void this.sync(services).catch(() => {});
    const sum = (id: string): Counts => {
      const stored = this.#stored.get(id);
      const fresh = this.#fresh.get(id);
      return {
        administered: (stored?.administered ?? 0) + (fresh?.administered ?? 0),
        eligible: (stored?.eligible ?? 0) + (fresh?.eligible ?? 0),
      };
    };
    const items = new Map([...this.#bundle.items.keys()].map((id) => [id, sum(id)]));
    return { sessions: sum(SESSIONS).administered, items };
  }

  noteStart(state: SessionState): void {
    this.#add(SESSIONS, 'administered');
    const eligible = unpackBits(state.eligible, this.#bundle.bank.items.length);
    for (const [index, item] of this.#bundle.bank.items.entries())
      if (eligible[index]) this.#add(item.id, 'eligible');
  }

  noteAsked(itemId: string): void {
    this.#add(itemId, 'administered');
  }

  #add(id: string, what: keyof Counts): void {
    const counts = this.#fresh.get(id) ?? { administered: 0, eligible: 0 };
    counts[what] += 1;
    this.#fresh.set(id, counts);
  }

  /** Writes our counts and reads everybody's. One at a time. */
  sync(services: Services): Promise<void> {
    return (this.#syncing ??= this.#exchange(services).finally(() => {
      this.#syncing = undefined;
    }));
  }

  async #exchange({ db }: Services): Promise<void> {
    this.#syncedAt = performance.now();
    const ruleSet = ruleSetKey(this.#bundle.rules);
    const mine = this.#fresh;
    this.#fresh = new Map();
    await addExposure(
      db,
      [...mine].map(([id, counts]) => ({
        bundle: this.#bundle.content,
        rule_set: ruleSet,
        item_id: id,
        ...counts,
      })),
    );
    const rows = await listExposure(db, this.#bundle.content, ruleSet);
    this.#stored = new Map(
      rows.map((row) => [row.item_id, { administered: row.administered, eligible: row.eligible }]),
    );
  }
}

const ledgers = new WeakMap<object, Map<string, Ledger>>();

/** The exposure counts of this bundle in this database. */
export function ledgerOf(db: object, bundle: Bundle): Ledger {
  let mine = ledgers.get(db);
  if (!mine) ledgers.set(db, (mine = new Map()));
  let ledger = mine.get(bundle.content);
  if (!ledger) mine.set(bundle.content, (ledger = new Ledger(bundle)));
  return ledger;
}
