import { createEmptyCard, fsrs, Rating, type Card, type Grade } from 'ts-fsrs';
import { vietnamDay } from '#platform/time/vietnam.ts';

/** One try at one thing worth remembering; what the thing is, is for whoever asks. */
export interface Attempt {
  /** Made on the phone; the same id is the same try. */
  readonly id: string;
  readonly item: string;
  /** ISO time. */
  readonly at: string;
  readonly right: boolean;
  /** Seconds from seeing the question to answering it; null where nobody measured. */
  readonly took: number | null;
}

/** How well one thing is remembered. */
export interface Memory {
  readonly item: string;
  /** Vietnamese day, `YYYY-MM-DD`, on which it is best asked again. */
  readonly due: string;
  /** Days until the chance to remember has fallen to 90 %. */
  readonly stability: number;
  /** Vietnamese day of the last try. */
  readonly last: string;
}

/** Longer than somebody needs who hears the question and its choices read aloud slowly. */
export const SLOW_SECONDS = 90;

/**
 * Parameters are those fitted to people who chose flashcards; ours are asked at most once a day. No chance is drawn.
 * `ts-fsrs` implements FSRS 6 (https://github.com/open-spaced-repetition/ts-fsrs).
 */
const MOST_DAYS = 90;
const scheduler = fsrs({
  request_retention: 0.85,
  maximum_interval: MOST_DAYS,
  enable_short_term: false,
  enable_fuzz: false,
});

/** What the tries of one day say, up to the first right one: nobody is asked how hard it was. */
export function rate(tries: readonly Pick<Attempt, 'right' | 'took'>[]): Grade {
  const first = tries.findIndex(({ right }) => right);
  if (first < 0) return Rating.Again;
  if (first > 1) return Rating.Hard;
  const slow = (tries[first]!.took ?? 0) > SLOW_SECONDS;
  return first === 0 && !slow ? Rating.Easy : Rating.Good;
}

const byTime = (one: Attempt, other: Attempt): number =>
  one.at === other.at ? (one.id < other.id ? -1 : 1) : one.at < other.at ? -1 : 1;

/** Whole days are enough: the hour plays no part. */
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const later = (day: string, days: number): string =>
  new Date(noon(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);

/**
 * Folds tries into what is remembered: any order, any repetition gives the same. The first day counts as good at most,
 * because the answer was read a minute before.
 */
export function foldMemory(attempts: Iterable<Attempt>): Memory[] {
  const once = new Map([...attempts].map((attempt) => [attempt.id, attempt]));
  const items = new Map<string, Map<string, Attempt[]>>();
  for (const attempt of [...once.values()].sort(byTime)) {
    const days = items.get(attempt.item) ?? new Map<string, Attempt[]>();
    items.set(attempt.item, days);
    const day = vietnamDay(new Date(attempt.at));
    days.set(day, [...(days.get(day) ?? []), attempt]);
  }
  return [...items]
    .map(([item, days]) => remember(item, [...days]))
    .sort((one, other) => (one.item < other.item ? -1 : 1));
}

function remember(item: string, days: readonly (readonly [string, readonly Attempt[]])[]): Memory {
  let card: Card | undefined;
  for (const [day, tries] of days) {
    const grade = rate(tries);
    const counted: Grade = card === undefined && grade === Rating.Easy ? Rating.Good : grade;
    card = scheduler.next(card ?? createEmptyCard(noon(day)), noon(day), counted).card;
  }
  const last = days.at(-1)![0];
  // The library keeps its intervals for good and easy apart, and so goes a little beyond the longest.
  return {
    item,
    due: later(last, Math.min(MOST_DAYS, card!.scheduled_days)),
    stability: card!.stability,
    last,
  };
}
