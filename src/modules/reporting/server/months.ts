import { monthsBetween, type ReportPeriod } from '#modules/movement/index.ts';

/** The months that a period touches, `YYYY-MM`. */
export const monthsOf = ({ dataFrom, cutOff }: Pick<ReportPeriod, 'dataFrom' | 'cutOff'>): string[] =>
  monthsBetween(dataFrom, cutOff);

/** The moments at which a day begins and is over in Vietnam. */
export const startOf = (day: string): Date => new Date(`${day}T00:00:00+07:00`);
export const endOf = (day: string): Date => new Date(startOf(day).getTime() + 86_400_000);
