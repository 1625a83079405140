import { herOwn, putOnShelf, takeFromShelf } from '#platform/client/shelf.ts';
import type { LearningEvent } from '../../domain/progress.ts';
import type { Recalled } from '../../domain/review.ts';

/** As the server tells it, or as this phone noted it: whether it was right is then found in the lesson. */
export type Noted = Omit<Recalled, 'right'> & {
  readonly right: boolean | null;
  readonly choices?: readonly string[];
};

const HISTORY = 'recalled';
let last: Promise<unknown> = Promise.resolve();

/** What this phone knows of what the learner answered, so that it can ask again without a network. */
export async function readHistory(): Promise<Noted[]> {
  const history = await takeFromShelf(herOwn(HISTORY));
  return asHistory(history);
}

const asHistory = (kept: unknown): Noted[] => (Array.isArray(kept) ? (kept as Noted[]) : []);

/** What the server knows replaces what was noted here; what is not sent yet is given with it. */
export const keepHistory = (history: readonly Noted[]): Promise<void> =>
  inTurn(herOwn(HISTORY), async () => history) as Promise<void>;

/** Whose it is, is settled when it is asked for, not when its turn comes. */
const inTurn = (key: string, make: (before: unknown) => Promise<readonly Noted[]>): Promise<unknown> =>
  (last = last
    .catch(() => undefined)
    .then(async () => putOnShelf(key, await make(await takeFromShelf(key)))));

/** Notes an answer or a finished lesson, one after the other; other events are not remembered. */
export function noteRecalled(event: LearningEvent): Promise<unknown> {
  const noted = notedOf(event);
  if (!noted) return Promise.resolve();
  return inTurn(herOwn(HISTORY), async (before) => [...asHistory(before), noted]);
}

/** An event as it counts for remembering; undefined when it does not. */
export function notedOf({
  id,
  kind,
  lesson,
  step,
  at,
  took,
  purpose,
  choices,
}: LearningEvent): Noted | undefined {
  if (kind === 'step-seen' || purpose === 'placement') return undefined;
  return { id, kind, lesson, step, at, took, purpose, choices, right: null };
}
