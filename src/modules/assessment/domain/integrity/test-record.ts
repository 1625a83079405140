import type { ItemParameters } from '../model.ts';

/** One finished test as the monitor sees it; whose it is, is a number. */
export interface TestRecord {
  readonly session: string;
  readonly person: string;
  /** Day in Vietnam when it ended, `YYYY-MM-DD`. */
  readonly day: string;
  /** Hour in Vietnam when it ended, 0 to 23. */
  readonly hour: number;
  readonly passed: boolean;
  /** Same text, same device; empty where not known. */
  readonly device: string;
  readonly answers: readonly {
    readonly item: string;
    readonly parameters: ItemParameters;
    readonly right: boolean;
    /** The answer in one form of writing; empty for "I do not know". */
    readonly given: string;
    /** From the question before to this answer; NaN where not known. */
    readonly seconds: number;
  }[];
}

/** What honest people everywhere do, which a unit is held against. */
export interface Norms {
  /** Per item: the time that 1 in 100 answers stays under, seconds. */
  readonly fast: ReadonlyMap<string, number>;
  /** Per item: shares of the wrong answers, by their writing. */
  readonly wrong: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

const FEW = 100;
/** Nobody reads a question in less. */
const LEAST_SECONDS = 1.5;

/** Norms from all tests; an item with few answers takes the time of all items together. */
export function normsOf(records: Iterable<TestRecord>): Norms {
  const times = new Map<string, number[]>();
  const wrong = new Map<string, Map<string, number>>();
  const all: number[] = [];
  for (const { answers } of records) {
    for (const { item, right, given, seconds } of answers) {
      if (Number.isFinite(seconds)) {
        const own = times.get(item) ?? [];
        own.push(seconds);
        times.set(item, own);
        all.push(seconds);
      }
      if (right || given === '') continue;
      const own = wrong.get(item) ?? new Map<string, number>();
      own.set(given, (own.get(given) ?? 0) + 1);
      wrong.set(item, own);
    }
  }
  const common = quickest(all);
  for (const shares of wrong.values()) {
    const total = [...shares.values()].reduce((sum, count) => sum + count, 0);
    for (const [given, count] of shares) shares.set(given, count / total);
  }
  return {
    fast: new Map(
      [...new Set([...times.keys(), ...wrong.keys()])].map((item) => {
        const own = times.get(item) ?? [];
        return [item, Math.max(LEAST_SECONDS, own.length >= FEW ? quickest(own) : common)];
      }),
    ),
    wrong,
  };
}

/**
 * The time that 1 in 100 stays under, by the middle and the spread of the middle half (lognormal): many too fast answers
 * do not move it, as they would the hundredth answer itself.
 */
function quickest(seconds: readonly number[]): number {
  if (seconds.length === 0) return 0;
  const logs = seconds.map((one) => Math.log(Math.max(0.1, one))).sort((one, other) => one - other);
  const quantile = (share: number) => logs[Math.floor(share * (logs.length - 1))]!;
  const sd = (quantile(0.75) - quantile(0.25)) / 1.349;
  return Math.exp(quantile(0.5) - 2.326 * sd);
}
