import { countUntil, dueBy, endOfYear, startOfYear, type Weekly } from './pace.ts';
import { addDays, daysBetween } from './week.ts';

/** One month of a trend. A week belongs to the month of its Monday, as in every figure by weeks. */
export interface TrendPoint {
  /** `YYYY-MM`. */
  readonly month: string;
  /** The day the point stands for: the month's last, or today in the month that runs. */
  readonly day: string;
  /** People counted by then whose confirmation still holds. */
  readonly num: number;
  /** What this month added. */
  readonly added: number;
}

/** Every month from the first to that of today, `YYYY-MM`. */
export function monthsBetween(first: string, today: string): string[] {
  const months: string[] = [];
  for (let month = first.slice(0, 7); month <= today.slice(0, 7); month = monthAfter(month))
    months.push(month);
  return months;
}

export function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

export const lastDayOf = (month: string): string => addDays(`${monthAfter(month)}-01`, -1);

/**
 * People counted by the end of each month.
 *
 * @param weeks all weeks of the unit and indicator, in any order
 * @param most at most so many months, the last ones
 */
export function trendOf(weeks: readonly Weekly[], today: string, most: number): TrendPoint[] {
  const first = weeks.reduce((least, { week, num }) => (num !== 0 && week < least ? week : least), today);
  const points: TrendPoint[] = [];
  for (const month of monthsBetween(first, today)) {
    const day = lastDayOf(month) < today ? lastDayOf(month) : today;
    const num = countUntil(weeks, day);
    points.push({ month, day, num, added: num - (points.at(-1)?.num ?? 0) });
  }
  return points.slice(-most);
}

/** People who should have been counted by a month's day on the straight way to a target of a year; null in other years. */
export function dueAt(weeks: readonly Weekly[], needed: number, year: number, day: string): number | null {
  if (!day.startsWith(`${year}-`)) return null;
  return Math.round(dueBy(countUntil(weeks, addDays(startOfYear(year), -1)), needed, year, day));
}

export interface Pace {
  /** People a month that are still needed until the end of the target's year. */
  readonly needed: number;
  /** People a month in the last three blocks of four weeks, brought to a month of 30.4 days. */
  readonly lately: number;
}

/** How fast it goes, and how fast it would have to; null when the year is over or its target met. */
export function paceOf(weeks: readonly Weekly[], needed: number, year: number, today: string): Pace | null {
  const left = daysBetween(today, endOfYear(year));
  const gap = needed - countUntil(weeks, today);
  if (left <= 0 || gap <= 0) return null;
  const lately = blocksOf(weeks, today, 3);
  return {
    needed: Math.ceil((gap / left) * MONTH_DAYS),
    lately: Math.round((lately.reduce((sum, one) => sum + one, 0) / (3 * BLOCK_DAYS)) * MONTH_DAYS),
  };
}

const MONTH_DAYS = 30.4;
const BLOCK_DAYS = 28;
const LEAST_BLOCKS = 6;
const MOST_BLOCKS = 13;
/** 0.9 quantile of Student's t by degrees of freedom, from 5: both sides together leave out a fifth. */
const T90 = [1.476, 1.44, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356];

/** What whole blocks of four weeks added, the newest last; the week that runs is left out. */
function blocksOf(weeks: readonly Weekly[], today: string, most: number): number[] {
  const end = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
  const edge = (block: number) => countUntil(weeks, addDays(end, -1 - block * BLOCK_DAYS));
  return Array.from({ length: most }, (_, at) => edge(most - at - 1) - edge(most - at));
}

export interface Forecast {
  readonly day: string;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}
/** Why no forecast is made. */
export const withoutForecast = ['too-short', 'too-far', 'year-over', 'nothing-new'] as const;
export type WithoutForecast = (typeof withoutForecast)[number];

/**
 * Where the count may stand at the end of a year, with an interval that leaves out a fifth: a random walk with drift
 * (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, 5.5), its steps blocks of four weeks,
 * σ·√(h·(1 + h/n)), wider by (1 + r)/(1 − r) where steps follow one another (r, lag one, never below 0, at most 0.6).
 * It says what the past would lead to, not what a campaign may bring; so it is refused from fewer than six blocks, and
 * further ahead than it looks back.
 *
 * @param most nobody is counted beyond so many people; null when it is not known
 */
export function forecast(
  weeks: readonly Weekly[],
  today: string,
  year: number,
  most: number | null,
): Forecast | WithoutForecast {
  const day = endOfYear(year);
  if (today >= day) return 'year-over';
  const first = weeks.reduce((least, { week, num }) => (num > 0 && week < least ? week : least), today);
  const history = Math.min(MOST_BLOCKS, Math.floor(daysBetween(first, today) / BLOCK_DAYS));
  if (history < LEAST_BLOCKS) return 'too-short';
  const steps = blocksOf(weeks, today, history);
  const mean = steps.reduce((sum, one) => sum + one, 0) / history;
  if (mean <= 0) return 'nothing-new';
  const ahead = daysBetween(today, day) / BLOCK_DAYS;
  if (ahead > history) return 'too-far';
  const spread = steps.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const follow = steps.slice(1).reduce((sum, one, at) => sum + (one - mean) * (steps[at]! - mean), 0);
  const lag = Math.min(0.6, Math.max(0, spread === 0 ? 0 : follow / spread));
  const sigma = Math.sqrt((spread / (history - 1)) * ((1 + lag) / (1 - lag)));
  // Counts vary at least as much as chance alone makes them (Poisson).
  const width =
    T90[history - LEAST_BLOCKS]! *
    Math.max(sigma, Math.sqrt(mean)) *
    Math.sqrt(ahead * (1 + ahead / history));
  const now = countUntil(weeks, today);
  const cap = (value: number) => Math.round(Math.min(most ?? Infinity, Math.max(now, value)));
  const mid = now + mean * ahead;
  return { day, low: cap(mid - width), mid: cap(mid), high: cap(mid + width) };
}
