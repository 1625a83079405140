import { daysBetween, type DeadlineKind } from './deadline.ts';
import type { ItemState } from './item.ts';

/** Days before a deadline at which a unit is reminded. */
export const SOON_DAYS = 7;

/** Why somebody should look at a task now, the most pressing first. */
export const reasons = ['overdue', 'due-soon', 'sent-back', 'new', 'declined', 'reported'] as const;
export type Reason = (typeof reasons)[number];

export interface Watched {
  readonly state: ItemState;
  readonly kind: DeadlineKind;
  readonly dueOn: string | null;
  readonly reportedOn: string | null;
  /** Whether whoever gave it sent it back after it was reported. */
  readonly sentBack: boolean;
}

/** Of a unit that works on it; null when there is nothing to say. */
export function reasonOf(item: Watched, today: string): Reason | null {
  const open = item.state === 'given' || item.state === 'accepted';
  if (open && item.dueOn !== null) {
    const left = daysBetween(today, item.dueOn);
    if (left < 0) return 'overdue';
    if (left <= SOON_DAYS) return 'due-soon';
  }
  if (item.state === 'accepted' && item.sentBack) return 'sent-back';
  return item.state === 'given' ? 'new' : null;
}

/** Of a unit that gave it: it has to answer. */
export function answerOwed(state: ItemState): Reason | null {
  return state === 'reported' || state === 'declined' ? state : null;
}

/**
 * What makes two reminders the same one, so that each is sent once: a deadline that moves, or a piece of work that is
 * reported again, is a new one.
 */
export const reminderKey = (itemId: string, reason: Reason, since: string): string =>
  `${itemId} ${reason} ${since}`;
