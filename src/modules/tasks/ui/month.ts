/** A month as a calendar shows it, weeks beginning on Monday. */
export interface Month {
  /** `YYYY-MM` */
  readonly key: string;
  readonly before: string;
  readonly after: string;
  /** Days `YYYY-MM-DD`. */
  readonly days: readonly string[];
  /** The column of its first day, 1 for Monday to 7 for Sunday. */
  readonly from: number;
}

const iso = (at: Date) => at.toISOString().slice(0, 10);

/** @param asked `YYYY-MM`; anything else is the month of `today` */
export function monthOf(asked: string | null, today: string): Month {
  const key = asked && /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7);
  const [year, month] = key.split('-').map(Number) as [number, number];
  const at = (index: number, day = 1) => new Date(Date.UTC(year, month - 1 + index, day));
  const count = at(1, 0).getUTCDate();
  return {
    key,
    before: iso(at(-1)).slice(0, 7),
    after: iso(at(1)).slice(0, 7),
    days: Array.from({ length: count }, (_, index) => iso(at(0, index + 1))),
    from: ((at(0).getUTCDay() + 6) % 7) + 1,
  };
}
