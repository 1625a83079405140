import { vietnamDay } from '#platform/time/vietnam.ts';
import { foldMemory, type Attempt, type Memory } from './memory.ts';

/** What counts for remembering: answers to checks, and which lessons are finished. The server and the phone hold these. */
export interface Recalled extends Omit<Attempt, 'item'> {
  readonly kind: 'check-answered' | 'lesson-finished';
  readonly lesson: string;
  readonly step: string;
  readonly purpose: 'lesson' | 'review';
}

/** A check to ask again. */
export interface Due {
  readonly lesson: string;
  readonly step: string;
  /** Vietnamese day, `YYYY-MM-DD`. */
  readonly due: string;
}

export interface Plan {
  /** What to ask today, at most `SESSION` in a day. */
  readonly now: readonly Due[];
  /** Everything that is remembered, the earliest due first. */
  readonly all: readonly Due[];
  /** The day on which something is due next after today's session; undefined when nothing is kept. */
  readonly next: string | undefined;
}

/** About a minute. However much is due after days away, no day asks for more. */
export const SESSION = 5;

/** Names of lessons and steps hold no space. A practice scene would be another kind of item beside it. */
const itemOf = ({ lesson, step }: { readonly lesson: string; readonly step: string }): string =>
  `check ${lesson} ${step}`;

function dueOf({ item, due }: Memory): Due {
  const [, lesson, step] = item.split(' ');
  return { lesson: lesson!, step: step!, due };
}

/**
 * What to ask again and when. A pure fold: any order, any repetition of what is recalled gives the same.
 *
 * @param recalled of one learner
 * @param today Vietnamese day, `YYYY-MM-DD`
 * @param isAsked whether the check still exists
 */
export function planReview(
  recalled: readonly Recalled[],
  today: string,
  isAsked: (check: { readonly lesson: string; readonly step: string }) => boolean = () => true,
): Plan {
  const finished = new Set(recalled.flatMap((one) => (one.kind === 'lesson-finished' ? [one.lesson] : [])));
  const answers = recalled.filter(
    (one) => one.kind === 'check-answered' && finished.has(one.lesson) && isAsked(one),
  );
  const asked = new Set(
    answers
      .filter(({ purpose, at }) => purpose === 'review' && vietnamDay(new Date(at)) === today)
      .map((one) => itemOf(one)),
  );
  const memory = foldMemory(answers.map((one) => ({ ...one, item: itemOf(one) })));
  // What has waited longest first, and of those what is forgotten soonest.
  const ordered = memory.toSorted((one, other) =>
    one.due === other.due ? one.stability - other.stability : one.due < other.due ? -1 : 1,
  );
  const all = ordered.map(dueOf);
  const now = all.filter(({ due }) => due <= today).slice(0, Math.max(0, SESSION - asked.size));
  const waiting = all.find((one) => !now.includes(one))?.due;
  const tomorrow = vietnamDay(new Date(Date.parse(`${today}T12:00:00+07:00`) + 86_400_000));
  const next = waiting !== undefined && waiting <= today ? tomorrow : waiting;
  return { now, all, next };
}
