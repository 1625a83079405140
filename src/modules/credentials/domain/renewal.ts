import { evidenceGrades, type Outcome, type Practised } from './outcome.ts';

/** Whether a day in Vietnam lies behind the last good one; both `YYYY-MM-DD`. */
export const hasEnded = (endsOn: string | null, today: string): boolean => endsOn !== null && today > endsOn;

/**
 * The last day on which a confirmation is good: the same day so many months later, or the last day of that month.
 *
 * @param issuedOn `YYYY-MM-DD`
 */
export function endOf(issuedOn: string, months: number): string {
  const [year, month, day] = issuedOn.split('-').map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

/** Whether a confirmation may be renewed on this day: it ends, and no later than so many months from now. */
export const isRenewable = (endsOn: string | null, renewFromMonths: number, today: string): boolean =>
  endsOn !== null && endOf(today, renewFromMonths) >= endsOn;

export type Standing = Pick<Outcome, 'evidence' | 'level' | 'practice'>;

const PRACTICE: readonly Practised['level'][] = ['alone', 'changed', 'witnessed'];

/** Whether everything that was done then was done again as well, with no more help. */
const isDoneAsWell = (newer: readonly Practised[] = [], earlier: readonly Practised[] = []): boolean =>
  earlier.every((then) =>
    newer.some(
      (now) =>
        now.domain === then.domain &&
        PRACTICE.indexOf(now.level) >= PRACTICE.indexOf(then.level) &&
        now.help <= then.help,
    ),
  );

/**
 * Whether a new confirmation takes the place of an earlier one of the same person and group: it is of its level or a higher
 * one and its evidence is as good or better, or the earlier one is over. A weaker one stands beside it.
 */
export function takesPlaceOf(newer: Standing, earlier: Standing & { readonly ended: boolean }): boolean {
  const grade = ({ evidence }: Standing) => evidenceGrades.indexOf(evidence);
  const isAsGood =
    (newer.level ?? 0) >= (earlier.level ?? 0) &&
    grade(newer) >= grade(earlier) &&
    isDoneAsWell(newer.practice, earlier.practice);
  return isAsGood || earlier.ended;
}
