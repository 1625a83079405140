import { call, Problem } from '#platform/client/call.ts';
import { searchUnits, type OldWard, type UnitSummary } from '../domain/contract.ts';

/** One line of the list: a commune of today, with the old ward that led to it, if one did. */
export interface Option {
  readonly key: string;
  readonly unit: UnitSummary;
  readonly old: OldWard | undefined;
}

const WAIT_MS = 150;
const MOST = 8;

/** What the picker knows while somebody types. Answers that come late for older words are dropped. */
export class Picking {
  words = $state('');
  /** Number of the province to stay in, as text; empty for the whole country. */
  within = $state('');
  options = $state.raw<readonly Option[]>([]);
  /** Place of the marked option; -1 when none is. */
  active = $state(-1);
  open = $state(false);
  offline = $state(false);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Called at each letter; asks the server when the fingers rest. */
  type(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.search(), WAIT_MS);
  }

  async search(): Promise<void> {
    const asked = ++this.#asked;
    const q = this.words.trim().slice(0, 200);
    if (q.length < 2) return this.close();
    try {
      const found = await call(searchUnits, {
        query: { q, kind: 'commune', limit: MOST, ...(this.within ? { within: Number(this.within) } : {}) },
      });
      if (asked !== this.#asked) return;
      const old = found.formerly.map(({ unit, old }) => ({ key: `old-${unit.id}-${old.ward}`, unit, old }));
      const today = found.units
        .filter((unit) => !old.some((one) => one.unit.id === unit.id))
        .map((unit) => ({ key: `unit-${unit.id}`, unit, old: undefined }));
      this.options = [...old, ...today].slice(0, MOST);
      this.offline = false;
    } catch (error) {
      if (asked !== this.#asked) return;
      if (!(error instanceof Problem)) throw error;
      this.options = [];
      this.offline = true;
    }
    this.active = -1;
    this.open = true;
  }

  /** Moves the mark, round at the ends. */
  move(by: number): void {
    if (this.options.length === 0) return;
    this.open = true;
    const start = this.active < 0 && by < 0 ? 0 : this.active;
    this.active = (start + by + this.options.length) % this.options.length;
  }

  close(): void {
    this.open = false;
    this.active = -1;
    this.options = [];
  }
}
