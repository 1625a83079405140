import type { Context } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { ReportCalendar } from '../domain/calendar-contract.ts';
import { lintDue } from '../domain/legal-calendar/lint-due.ts';
import { periodsOf } from '../domain/legal-calendar/periods.ts';
import { WorkingDays } from '../domain/legal-calendar/working-days.ts';
import { holidaysOf, regimeOf } from './calendar-content.ts';

/** The dates of a year's reports; they are law, so anybody may read them. */
export async function readCalendar(
  { content, now }: Context,
  year: number,
  asked: { day?: number | undefined; how: 'before' | 'by' },
): Promise<ReportCalendar> {
  const release = content();
  const regime = regimeOf(release);
  const holidays = holidaysOf(release);
  const days = new WorkingDays(holidays);
  const periods = regime.periods.flatMap(({ kind }) =>
    periodsOf(regime, kind, year, days).map((period, index) => ({
      ...period,
      number: index + 1,
      due: [...period.due],
    })),
  );
  return {
    year,
    today: vietnamDay(now()),
    regime: { id: regime.id, title: regime.title },
    periods,
    sources: [
      ...new Set([
        ...regime.periods.map((one) => one.source),
        regime.least_working_days.source,
        ...regime.due.map((one) => one.source),
      ]),
    ],
    holidaysKnown: days.knows(`${year}-01-01`),
    holidays: holidays
      .filter((one) => one.year === year)
      .flatMap((one) => one.days.map((day) => ({ ...day, to: day.to ?? day.from }))),
    conflicts:
      asked.day === undefined
        ? null
        : lintDue(
            { day: asked.day, inclusive: asked.how === 'by' },
            periods.filter(({ kind }) => kind !== 'month'),
          ),
  };
}
