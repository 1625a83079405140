import { daysIn, isoDay, type Found, type FourthFriday, type Wording } from './deadline.ts';

const DAYS: readonly (readonly [RegExp, string])[] = [
  [/\bthu (?:hai|2)\b/, 'MO'],
  [/\bthu (?:ba|3)\b/, 'TU'],
  [/\bthu (?:tu|4)\b(?! hang)/, 'WE'],
  [/\bthu (?:nam|5)\b/, 'TH'],
  [/\bthu (?:sau|6)\b/, 'FR'],
  [/\bthu (?:bay|7)\b/, 'SA'],
  [/\bchu nhat\b/, 'SU'],
];
const WEEK = /\btuan (?:thu )?(\d|nhat|dau|mot|hai|ba|tu|cuoi)\b/;
const ORDER: Readonly<Record<string, number>> = { nhat: 1, dau: 1, mot: 1, hai: 2, ba: 3, tu: 4, cuoi: -1 };
const MONTHLY = /\bh.?ng thang\b|\bmoi thang\b|\bcua thang\b|\btrong thang\b/;
const CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** First day of the week that counts as the first row of a calendar, Monday first. */
function rule(day: string, week: number, meaning: FourthFriday): string {
  if (meaning === 'fourth-friday' || week < 1) return `FREQ=MONTHLY;BYDAY=${week}${day}`;
  // In the row of week w, Monday is the day 7w-12..7w-6; a weekday n days later has days seven in a row.
  const first = 7 * (week - 1) - 5 + ((CODES.indexOf(day) + 6) % 7);
  const days = Array.from({ length: 7 }, (_, index) => first - 0 + index).filter(
    (number) => number >= 1 && number <= 31,
  );
  return `FREQ=MONTHLY;BYDAY=${day};BYMONTHDAY=${days.join(',')}`;
}

/** `thứ Sáu tuần thứ 4 hằng tháng`: the fourth Friday, or the Friday in the fourth row of the calendar. */
export function weekdayOfMonth({ folded, fourthFriday }: Wording): Found | null {
  const week = WEEK.exec(folded);
  if (!week || !MONTHLY.test(folded)) return null;
  const day = DAYS.find(([pattern]) =>
    pattern.test(folded.slice(0, week.index) + folded.slice(week.index + week[0].length)),
  )?.[1];
  const number = ORDER[week[1] ?? ''] ?? Number(week[1]);
  if (!day || number > 5) return null;
  return { kind: 'monthly-weekday', rrule: rule(day, number, fourthFriday) };
}

/** The days of a year, ISO, on which the Friday of the fourth week falls. */
export function fourthFridays(year: number, meaning: FourthFriday): string[] {
  return Array.from({ length: 12 }, (_, index) => {
    const first = new Date(Date.UTC(year, index, 1)).getUTCDay();
    const friday = ((5 - first + 7) % 7) + 1;
    // A month that begins on Saturday or Sunday has no Friday in its calendar's first row.
    const fourth = friday + 21 - (meaning === 'fourth-calendar-week' && (first === 6 || first === 0) ? 7 : 0);
    return isoDay(year, index + 1, Math.min(fourth, daysIn(year, index + 1))) ?? '';
  });
}
