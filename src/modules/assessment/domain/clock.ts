import type { RuleSet } from './rules.ts';

/**
 * An answer that comes this long after the end still counts: it was given in time and travelled over a slow network.
 * Nobody is told to use it.
 */
export const GRACE_MS = 30_000;
const MINUTE_MS = 60_000;

/** When a test of these rules ends by itself; null where nobody is hurried. */
export function deadlineOf(
  { timeLimitMinutes }: Pick<RuleSet, 'timeLimitMinutes'>,
  start: Date,
): Date | null {
  return timeLimitMinutes === undefined ? null : new Date(start.getTime() + timeLimitMinutes * MINUTE_MS);
}

/** What a clock knows of a session. */
export interface Clock {
  /** Null where nobody is hurried. */
  readonly deadline_at: Date | null;
  /** Since when an invigilator has stopped it: until it goes on no time passes. */
  readonly paused_at: Date | null;
}

/** Whether the time is up, the network's grace included: no answer is taken any more. */
export function isTimeUp({ deadline_at: deadline, paused_at: paused }: Clock, now: Date): boolean {
  return deadline !== null && paused === null && now.getTime() > deadline.getTime() + GRACE_MS;
}

/** Whole seconds until the end, never below 0; null where nobody is hurried. */
export function secondsLeft({ deadline_at: deadline, paused_at: paused }: Clock, now: Date): number | null {
  if (deadline === null) return null;
  return Math.max(0, Math.floor((deadline.getTime() - (paused ?? now).getTime()) / 1000));
}
