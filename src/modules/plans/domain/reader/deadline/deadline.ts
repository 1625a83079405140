/**
 * When a task is to be done, as its plan says it.
 *
 * day: by one day · month · quarter · years: by the end of the last · years-on: from a year on, without end · window: between two days or months ·
 * standing: all the time · kept: done by `due` and kept up from then · yearly, monthly-weekday, recurring: again and again (`rrule`) ·
 * external: when somebody else acts (`dependsOn`) · unknown: no grammar fits.
 */
export type DeadlineKind =
  | 'day'
  | 'month'
  | 'quarter'
  | 'years'
  | 'years-on'
  | 'window'
  | 'standing'
  | 'kept'
  | 'yearly'
  | 'monthly-weekday'
  | 'recurring'
  | 'external'
  | 'unknown';

export interface Deadline {
  readonly kind: DeadlineKind;
  /** First day, ISO. */
  readonly from: string | null;
  /** Last day, ISO: “before 15 September” is 14 September. */
  readonly due: string | null;
  /** Recurrence by RFC 5545. */
  readonly rrule: string | null;
  /** The plan calls it provisional. */
  readonly tentative: boolean;
  /** Whose act it waits for, in the plan's words. */
  readonly dependsOn: string | null;
  /** The plan names no year here; it is the one year of the plan. */
  readonly yearInferred: boolean;
}

/** What “Friday of the fourth week” means; plans do not say. */
export type FourthFriday = 'fourth-friday' | 'fourth-calendar-week';

/** The words of a deadline as each grammar gets them. */
export interface Wording {
  /** Without diacritics and capitals, single-spaced. */
  readonly folded: string;
  /** As written; a character of `folded` stands at the same place. */
  readonly text: string;
  /** The year of a plan for one year, for deadlines that name none. */
  readonly year: number | null;
  readonly fourthFriday: FourthFriday;
}

export type Found = Partial<Deadline> & Pick<Deadline, 'kind'>;
/** One family of wordings; null when it is not one of them. */
export type Grammar = (wording: Wording) => Found | null;

export const pad = (number: number) => String(number).padStart(2, '0');

/** Days of a month, 1 to 12. */
export const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const firstOf = (year: number, month: number) => `${year}-${pad(month)}-01`;
export const lastOf = (year: number, month: number) => `${year}-${pad(month)}-${pad(daysIn(year, month))}`;

/** A day that exists, or null. */
export function isoDay(year: number, month: number, day: number): string | null {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
    ? `${year}-${pad(month)}-${pad(day)}`
    : null;
}

/** The day before, ISO. */
export function dayBefore(iso: string): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

export const isMonth = (month: number) => month >= 1 && month <= 12;
export const isYear = (year: number) => year >= 2000 && year <= 2100;
