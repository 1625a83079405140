import { putOnShelf, takeFromShelf } from '#platform/client/shelf.ts';
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
  const history = await takeFromShelf(HISTORY);
  return Array.isArray(history) ? (history as Noted[]) : [];
}

/** What the server knows replaces what was noted here; what is not sent yet is given with it. */
export const keepHistory = (history: readonly Noted[]): Promise<void> =>
  (last = last.catch(() => undefined).then(() => putOnShelf(HISTORY, history))) as Promise<void>;

/** Notes an answer or a finished lesson, one after the other; other events are not remembered. */
export function noteRecalled(event: LearningEvent): Promise<unknown> {
  const noted = notedOf(event);
  if (!noted) return Promise.resolve();
  return (last = last
    .catch(() => undefined)
    .then(async () => putOnShelf(HISTORY, [...(await readHistory()), noted])));
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
