import { waiting } from '#platform/client/outbox.ts';
import type { LearningEvent } from '../../domain/progress.ts';
import type { ReviewView } from '../../domain/review-contract.ts';
import { keepHistory, notedOf, readHistory, type Noted } from './history.ts';
import type { Session } from './plan-here.ts';

/** Older than this, what the server said came with a page that was kept. */
const FRESH_MS = 10 * 60_000;

/**
 * What to ask now. What the server just said holds, unless answers wait on this phone that it has not heard of; without
 * a network the phone works it out from what it noted. The schedule's own code is fetched only then.
 */
export async function lookHere(review: ReviewView | null, now: Date): Promise<Session> {
  const fresh = review && navigator.onLine && Math.abs(now.getTime() - Date.parse(review.at)) < FRESH_MS;
  if (!fresh) return planLate(await readHistory(), now);
  const unsent = (await waiting('learning').catch(() => [])).flatMap(
    ({ body }) => notedOf(body as LearningEvent) ?? [],
  );
  const history = [...review.recalled, ...unsent];
  await keepHistory(history).catch(() => undefined);
  if (unsent.length > 0) return planLate(history, now);
  // From the second visit on, the schedule is brought over for days without a network.
  if (navigator.serviceWorker?.controller) void import('./plan-here.ts').catch(() => undefined);
  return review;
}

async function planLate(history: readonly Noted[], now: Date): Promise<Session> {
  const { planHere } = await import('./plan-here.ts');
  return planHere(history, now);
}
