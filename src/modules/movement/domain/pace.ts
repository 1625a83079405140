import type { Indicator } from './indicator.ts';
import type { Target, TargetFlag } from './plan.ts';
import { addDays, daysBetween, weekOf } from './week.ts';

/** People newly counted in the week that begins on that Monday. */
export interface Weekly {
  readonly week: string;
  readonly num: number;
}

export const statuses = [
  'met',
  'on-pace',
  'behind',
  'missed',
  'no-population',
  'no-source',
  'unquantified',
  'impossible',
] as const;
/** How a target stands. `missed`: its year is over and it was not reached. */
export type Status = (typeof statuses)[number];

export interface Standing {
  readonly status: Status;
  /** People counted by the day asked for, or by the end of the target's year; null when we do not count it. */
  readonly num: number | null;
  /** Share of the denominator, 0..1 and more; null without one. */
  readonly rate: number | null;
  /** The smallest number of people that meets the target; null when it cannot be said. */
  readonly needed: number | null;
  /** People that should have been counted by today on a straight way through the year. */
  readonly due: number | null;
  /** People still missing; 0 when met. */
  readonly gap: number | null;
}

type Promised = Pick<Target, 'operator' | 'value' | 'measure' | 'year'> & {
  readonly flags: readonly TargetFlag[];
};

export const startOfYear = (year: number): string => `${year}-01-01`;
export const endOfYear = (year: number): string => `${year}-12-31`;

/** The smallest whole number of people that meets a target; null for a share without a denominator. */
export function neededCount(target: Promised, denominator: number | null): number | null {
  if (target.value === null || target.operator === null) return null;
  if (target.measure === 'percent' && denominator === null) return null;
  // In hundredths of people, so that 85 % of 20 is 17 and not 17.000000000000004.
  const exact =
    target.measure === 'people' ? target.value : Math.round(target.value * 1e6 * denominator!) / 1e8;
  return target.operator === '>' ? Math.floor(exact) + 1 : Math.ceil(exact);
}

/** People counted in weeks that began on that day or before. */
export function countUntil(weeks: readonly Weekly[], day: string): number {
  return weeks.reduce((sum, { week, num }) => (week <= day ? sum + num : sum), 0);
}

/**
 * People that should have been counted by a day: the straight line from what there was when the year began to what is
 * needed when it ends.
 */
export function dueBy(base: number, needed: number, year: number, day: string): number {
  const whole = daysBetween(startOfYear(year), endOfYear(year));
  const passed = Math.min(whole, Math.max(0, daysBetween(startOfYear(year), day)));
  return base + ((needed - base) * passed) / whole;
}

/**
 * How a target stands on a day.
 *
 * @param weeks all weeks of the unit and indicator, in any order
 */
export function standing(
  target: Promised,
  indicator: Pick<Indicator, 'source'>,
  denominator: number | null,
  weeks: readonly Weekly[],
  today: string,
): Standing {
  const counted = indicator.source === 'computed';
  const until = today < endOfYear(target.year) ? today : endOfYear(target.year);
  const num = counted ? countUntil(weeks, until) : null;
  const rate = num !== null && denominator ? num / denominator : null;
  const needed = neededCount(target, denominator);
  const base = countUntil(weeks, addDays(startOfYear(target.year), -1));
  const due = counted && needed !== null ? dueBy(base, needed, target.year, until) : null;
  const gap = num !== null && needed !== null ? Math.max(0, needed - num) : null;
  const figures = { num, rate, needed, due, gap };
  if (target.flags.includes('over-100-percent')) return { status: 'impossible', ...figures };
  if (target.value === null) return { status: 'unquantified', ...figures };
  if (num === null) return { status: 'no-source', ...figures };
  // A share of nobody says nothing.
  if (needed === null || (target.measure === 'percent' && !denominator))
    return { status: 'no-population', ...figures };
  if (num >= needed) return { status: 'met', ...figures };
  if (today > endOfYear(target.year)) return { status: 'missed', ...figures };
  return { status: num >= Math.floor(due!) ? 'on-pace' : 'behind', ...figures };
}

export interface PaceLines {
  readonly actual: readonly { readonly x: string; readonly y: number }[];
  readonly needed: readonly { readonly x: string; readonly y: number }[];
  /** Where four more weeks like the last four lead by the year's end. */
  readonly projected: number;
}

/** The two lines of a target's year: people counted by the end of each week so far, and what was due by then. */
export function paceLines(needed: number, year: number, weeks: readonly Weekly[], today: string): PaceLines {
  const base = countUntil(weeks, addDays(startOfYear(year), -1));
  const last = today < endOfYear(year) ? today : endOfYear(year);
  const actual: { x: string; y: number }[] = [];
  const line: { x: string; y: number }[] = [];
  for (let monday = weekOf(startOfYear(year)); monday <= endOfYear(year); monday = addDays(monday, 7)) {
    const sunday = addDays(monday, 6);
    const x = sunday < endOfYear(year) ? sunday : endOfYear(year);
    line.push({ x, y: Math.round(dueBy(base, needed, year, x)) });
    if (monday <= last) actual.push({ x: x < last ? x : last, y: countUntil(weeks, monday) });
  }
  // The week under way ends today: the line has a point there too.
  if (!line.some(({ x }) => x === last))
    line.push({ x: last, y: Math.round(dueBy(base, needed, year, last)) });
  line.sort((left, right) => (left.x < right.x ? -1 : 1));
  return { actual, needed: line, projected: project(weeks, year, today) };
}

function project(weeks: readonly Weekly[], year: number, today: string): number {
  const now = countUntil(weeks, today);
  const thisWeek = weekOf(today);
  const before = countUntil(weeks, addDays(thisWeek, -29));
  const pace = (countUntil(weeks, addDays(thisWeek, -1)) - before) / 28;
  return Math.round(now + pace * Math.max(0, daysBetween(today, endOfYear(year))));
}
