import { monthsBetween, type ReportPeriod } from '#modules/movement/index.ts';

/** The months that a period touches, `YYYY-MM`. */
export const monthsOf = ({ dataFrom, cutOff }: Pick<ReportPeriod, 'dataFrom' | 'cutOff'>): string[] =>
  monthsBetween(dataFrom, cutOff);
