import type { Identity } from '#platform/http/module.ts';
import type { RuleSet } from '../domain/rules.ts';
import type { SessionRow } from './tables.ts';

/** Finished tests of a group, the newest first. */
export function finishedOf(sessions: readonly SessionRow[], group: string): SessionRow[] {
  return sessions.filter(
    (session) => session.group_code === group && session.finished_at && session.verdict !== 'replaced',
  );
}

/**
 * From when a person may take the test again.
 *
 * @returns undefined when she may now
 */
export function mayStartAt(
  sessions: readonly SessionRow[],
  group: string,
  rules: RuleSet,
  now: Date,
): Date | undefined {
  const last = finishedOf(sessions, group)[0];
  if (!last?.finished_at || last.verdict === 'passed' || last.waiting_waived) return undefined;
  const at = new Date(last.finished_at.getTime() + rules.retake.waitHours * 3_600_000);
  return at > now ? at : undefined;
}

/**
 * Whether a test was begun before the waiting time after an earlier one had passed: two devices that were adopted by
 * one account can bring such a pair. It stays in the record and confirms nothing.
 */
export function brokeWaitingTime(
  session: SessionRow,
  sessions: readonly SessionRow[],
  rules: RuleSet,
): boolean {
  return finishedOf(sessions, session.group_code).some(
    (other) =>
      other.id !== session.id &&
      other.verdict !== 'passed' &&
      !other.waiting_waived &&
      other.finished_at !== null &&
      other.started_at < session.started_at &&
      session.started_at.getTime() < other.finished_at.getTime() + rules.retake.waitHours * 3_600_000,
  );
}

/** Items of the latest sessions, which the next test leaves out. */
export function seenItems(sessions: readonly SessionRow[], group: string, rules: RuleSet): string[] {
  const latest = finishedOf(sessions, group).slice(0, rules.retake.excludeSeenSessions);
  return [...new Set(latest.flatMap((session) => session.state.asked))];
}

export const isHers = (session: SessionRow, person: Identity): boolean =>
  session.person_id === person.personId;
