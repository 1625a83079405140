/** A month in Vietnam, which keeps UTC+7 all year. */
export interface Month {
  readonly from: Date;
  readonly to: Date;
  /** `YYYY-MM-DD` */
  readonly lastDay: string;
}

/** @param period `YYYY-MM` */
export function monthOf(period: string): Month {
  const [year, month] = period.split('-').map(Number) as [number, number];
  const startOf = (index: number) => new Date(Date.UTC(year, index, 1) - 7 * 3_600_000);
  const lastDay = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return { from: startOf(month - 1), to: startOf(month), lastDay };
}

/** The months before this one, the latest first. */
export function monthsBefore(period: string, count: number): string[] {
  const [year, month] = period.split('-').map(Number) as [number, number];
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - 2 - back, 1)).toISOString().slice(0, 7),
  );
}
