import { addDays } from '../week.ts';
import type { ReportPeriod } from './periods.ts';

/** How a plan asks for reports: before, or at the latest on, a day of the period's last month. */
export interface AskedDue {
  readonly day: number;
  readonly inclusive: boolean;
}

export interface DueConflict {
  readonly period: string;
  /** The last day that the plan allows. */
  readonly lastAllowed: string;
  /** The first day that the regime allows to be asked for. */
  readonly earliest: string;
}

/** The periods in which a plan asks for reports before its own regime lets the data be closed and put together. */
export function lintDue(asked: AskedDue, periods: readonly ReportPeriod[]): DueConflict[] {
  return periods.flatMap(({ key, cutOff, earliestDue }) => {
    const named = `${cutOff.slice(0, 8)}${String(asked.day).padStart(2, '0')}`;
    const lastAllowed = asked.inclusive ? named : addDays(named, -1);
    return lastAllowed < earliestDue ? [{ period: key, lastAllowed, earliest: earliestDue }] : [];
  });
}
