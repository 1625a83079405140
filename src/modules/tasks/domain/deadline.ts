import { engine } from '#modules/plans/index.ts';

/**
 * What a deadline asks for.
 *
 * dated: once, by a day · continuous: all the time · recurring: again and again (`rrule`) · undated: no day can be told, as
 * with “when money is there”.
 */
export const deadlineKinds = ['dated', 'continuous', 'recurring', 'undated'] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

export interface TaskDeadline {
  readonly kind: DeadlineKind;
  /** Last day, `YYYY-MM-DD`; of a dated task only. */
  readonly dueOn: string | null;
  /** RFC 5545; of a recurring task only. */
  readonly rrule: string | null;
}

const CONTINUOUS: readonly string[] = ['standing', 'years-on'];

/** What the words of a plan's deadline mean; `due` and `rrule` are what was read in their place when the plan was accepted. */
export function deadlineOf(words: string, read: { due: string | null; rrule: string | null }): TaskDeadline {
  if (read.rrule) return { kind: 'recurring', dueOn: null, rrule: read.rrule };
  const { kind } = engine.readDeadline(words);
  if (CONTINUOUS.includes(kind)) return { kind: 'continuous', dueOn: null, rrule: null };
  if (read.due) return { kind: 'dated', dueOn: read.due, rrule: null };
  return { kind: kind === 'recurring' ? 'continuous' : 'undated', dueOn: null, rrule: null };
}

const iso = (at: Date): string => at.toISOString().slice(0, 10);
const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** Months that are looked through: a yearly day comes within two years, also 29 February within eight. */
const MOST_MONTHS = 97;

/**
 * The first day on or after `today` of the recurrences that plans use: a day of a month or of a year, the n-th weekday
 * of a month. Null for those that name no day, such as “each quarter”.
 */
export function nextDay(rrule: string, today: string): string | null {
  const part = Object.fromEntries(rrule.split(';').map((one) => one.split('='))) as Record<string, string>;
  const [, nth, weekday] = /^(-?\d)([A-Z]{2})$/.exec(part['BYDAY'] ?? '') ?? [];
  const date = Number(part['BYMONTHDAY'] ?? 0);
  if (!date && !weekday) return null;
  const month = part['BYMONTH'] ? Number(part['BYMONTH']) : null;
  const start = utc(today);
  for (let ahead = 0; ahead < MOST_MONTHS; ahead += 1) {
    const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + ahead, 1));
    if (month !== null && first.getUTCMonth() + 1 !== month) continue;
    const day = date ? dayOfMonth(first, date) : nthWeekday(first, Number(nth), DAYS.indexOf(weekday!));
    if (day && day >= today) return day;
  }
  return null;
}

function dayOfMonth(first: Date, date: number): string | null {
  const day = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), date));
  return day.getUTCMonth() === first.getUTCMonth() ? iso(day) : null;
}

function nthWeekday(first: Date, nth: number, weekday: number): string | null {
  if (nth < 1) return null;
  return dayOfMonth(first, 1 + ((weekday - first.getUTCDay() + 7) % 7) + (nth - 1) * 7);
}

/** Days from one day to another; negative when it has passed. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
