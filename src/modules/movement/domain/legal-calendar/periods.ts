import type { PeriodKind, Regime, Tier } from './regime.ts';
import type { WorkingDays } from './working-days.ts';

/** A reporting period with its dates, all `YYYY-MM-DD`. */
export interface ReportPeriod {
  /** Such as `2025-Q3`, `2025-H1`, `2025-9M`, `2025-07`, `2025`. */
  readonly key: string;
  readonly kind: PeriodKind;
  readonly dataFrom: string;
  /** The last day whose data count. */
  readonly cutOff: string;
  /** The first day on which the regime lets anybody be asked to send. */
  readonly earliestDue: string;
  readonly due: readonly { readonly tier: Tier; readonly on: string; readonly byLaw: boolean }[];
}

/** First and last month of each period of a year, 1–12. */
const MONTHS: Record<PeriodKind, readonly (readonly [number, number])[]> = {
  month: Array.from({ length: 12 }, (_, index) => [index + 1, index + 1] as const),
  quarter: [1, 4, 7, 10].map((first) => [first, first + 2] as const),
  'half-year': [
    [1, 6],
    [7, 12],
  ],
  'nine-months': [[1, 9]],
  year: [[1, 12]],
};

/** The periods of one kind in a year, in order; none where the regime knows no such period. */
export function periodsOf(
  regime: Regime,
  kind: PeriodKind,
  year: number,
  workingDays: WorkingDays,
): ReportPeriod[] {
  const rule = regime.periods.find((one) => one.kind === kind);
  if (!rule) return [];
  return MONTHS[kind].map(([first, last], index) => {
    const cutOff = dateOf(year, last, rule.cut_off);
    return {
      key: keyOf(kind, year, index),
      kind,
      dataFrom: dateOf(year, first - 1, rule.opens),
      cutOff,
      earliestDue: workingDays.after(cutOff, regime.least_working_days.days),
      due: regime.due.map(({ tier, rule: due, shift, by_law }) => {
        const on =
          due.kind === 'day-of-last-month'
            ? dateOf(year, last, due.day)
            : workingDays.after(cutOff, due.days);
        const shifted =
          shift === 'next'
            ? workingDays.onOrAfter(on)
            : shift === 'previous'
              ? workingDays.onOrBefore(on)
              : on;
        return { tier, on: shifted, byLaw: by_law };
      }),
    };
  });
}

function keyOf(kind: PeriodKind, year: number, index: number): string {
  switch (kind) {
    case 'month':
      return `${year}-${String(index + 1).padStart(2, '0')}`;
    case 'quarter':
      return `${year}-Q${index + 1}`;
    case 'half-year':
      return `${year}-H${index + 1}`;
    case 'nine-months':
      return `${year}-9M`;
    case 'year':
      return String(year);
  }
}

/** Months outside 1–12 belong to the neighbouring years; a day past the month's end is its last one. */
function dateOf(year: number, month: number, day: number): string {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1, Math.min(day, length))).toISOString().slice(0, 10);
}
