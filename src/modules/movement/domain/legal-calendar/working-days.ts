import * as v from 'valibot';
import { BothLanguages } from '../indicator.ts';
import { addDays } from '../week.ts';

const day = v.pipe(v.string(), v.isoDate());

/** `content/calendar/holidays-*.yaml`: the days of one year on which offices rest, or work though it is a Saturday or Sunday. */
export const HolidayYear = v.strictObject({
  year: v.pipe(v.number(), v.integer(), v.minValue(2020), v.maxValue(2100)),
  days: v.array(
    v.strictObject({
      from: day,
      /** The last day; the first one where it is left out. */
      to: v.optional(day),
      /** rest: nobody works; work: a weekend day that was swapped for another. */
      kind: v.picklist(['rest', 'work']),
      name: BothLanguages,
      /** The law, or where the swap was announced. */
      source: v.string(),
      /** False where only others tell of it and the announcement itself was not read. */
      verified: v.boolean(),
    }),
  ),
});
export type HolidayYear = v.InferOutput<typeof HolidayYear>;

/** Which days offices work: Monday to Friday, without the days of rest, with the swapped ones. Days are `YYYY-MM-DD`. */
export class WorkingDays {
  readonly #rest = new Set<string>();
  readonly #work = new Set<string>();
  readonly #years = new Set<number>();

  constructor(years: readonly HolidayYear[]) {
    for (const { year, days } of years) {
      this.#years.add(year);
      for (const { from, to, kind } of days)
        for (let at = from; at <= (to ?? from); at = addDays(at, 1))
          (kind === 'rest' ? this.#rest : this.#work).add(at);
    }
  }

  /** False: the year's days of rest are not known, and only weekends are counted. */
  knows(day: string): boolean {
    return this.#years.has(Number(day.slice(0, 4)));
  }

  works(day: string): boolean {
    if (this.#work.has(day)) return true;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6 && !this.#rest.has(day);
  }

  /** The day itself when it is worked, else the next one that is. */
  onOrAfter(day: string): string {
    let at = day;
    while (!this.works(at)) at = addDays(at, 1);
    return at;
  }

  /** The day itself when it is worked, else the one before that is. */
  onOrBefore(day: string): string {
    let at = day;
    while (!this.works(at)) at = addDays(at, -1);
    return at;
  }

  /** @param count ≥ 0; 1 is the first working day after `day` */
  after(day: string, count: number): string {
    let at = day;
    for (let passed = 0; passed < count; passed++) at = this.onOrAfter(addDays(at, 1));
    return at;
  }
}
