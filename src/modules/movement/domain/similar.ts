/** A unit that others may be compared with, by what is known of it. */
export interface Candidate {
  readonly id: number;
  readonly kind: string;
  /** xa, phuong, dac-khu, tinh, thanh-pho. */
  readonly division: string;
  /** People of the group in question; null where nobody stated them. */
  readonly people: number | null;
}

/** A peer has at least a half and at most twice as many people. */
const SIZE = 2;
const MOST = 30;
/** Fewer others are no company to be compared with. */
export const LEAST_SIMILAR = 4;

/**
 * Units like one: of its kind and division (ward, rural commune, special zone; city, province), with at least half and at
 * most twice its people; the nearest in size first, thirty at most. Nothing else is known of units here: not hills, not
 * poverty, not the net.
 */
export function similarTo<C extends Candidate>(unit: Candidate, all: readonly C[]): C[] {
  if (!unit.people) return [];
  const apart = (people: number) => Math.abs(Math.log(people / unit.people!));
  return all
    .flatMap((one) =>
      one.id !== unit.id &&
      one.kind === unit.kind &&
      one.division === unit.division &&
      one.people &&
      apart(one.people) <= Math.log(SIZE)
        ? [{ one, far: apart(one.people) }]
        : [],
    )
    .toSorted((left, right) => left.far - right.far || left.one.id - right.one.id)
    .slice(0, MOST)
    .map(({ one }) => one);
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 97.5th percentile of the normal distribution: both sides together leave out a twentieth. */
const Z95 = 1.959964;

/**
 * Wilson's interval of a share (E. B. Wilson 1927), 95 %: where it may lie when the same effort falls on other people.
 *
 * @param num 0..all
 * @param all at least 1
 */
export function wilson(num: number, all: number): Interval {
  const share = num / all;
  const middle = share + Z95 ** 2 / (2 * all);
  const width = Z95 * Math.sqrt((share * (1 - share)) / all + Z95 ** 2 / (4 * all ** 2));
  const whole = 1 + Z95 ** 2 / all;
  return { low: Math.max(0, (middle - width) / whole), high: Math.min(1, (middle + width) / whole) };
}

export interface Counted {
  readonly id: number;
  readonly num: number;
  readonly people: number;
}
export const places = ['above', 'within', 'below'] as const;
/** Where a unit stands among units like it. Those that stand within are not told apart. */
export type Place = (typeof places)[number];

export interface Compared extends Counted, Interval {
  readonly share: number;
  readonly place: Place;
  /** What units of its size may have without being different from the others. */
  readonly expected: Interval;
}

export interface Comparison {
  /** Share of all of them together. */
  readonly centre: number;
  /** How much more than by chance they differ: 1 is chance alone. */
  readonly spread: number;
  readonly units: readonly Compared[];
}

/** A tenth at each end is drawn in before the spread is taken, so that one outlier does not hide itself. */
const WINSOR = 0.1;

/**
 * Who differs from units like it by more than these differ among themselves: a funnel plot's 95 % limits around the share of
 * all together, made wider by how much more than chance the units differ (D. J. Spiegelhalter, Funnel plots for comparing
 * institutional performance, Statistics in Medicine 24, 2005, section 3 and appendix A.3). There is no order within a place.
 *
 * @param all the unit and those like it; shares above one are taken as one
 */
export function compare(all: readonly Counted[]): Comparison {
  const units = all.map((unit) => ({ ...unit, num: Math.min(unit.num, unit.people) }));
  const people = units.reduce((sum, one) => sum + one.people, 0);
  const centre = people === 0 ? 0 : units.reduce((sum, one) => sum + one.num, 0) / people;
  const error = (of: number) => Math.sqrt((centre * (1 - centre)) / of);
  const scores = units
    .map(({ num, people: of }) => (error(of) === 0 ? 0 : (num / of - centre) / error(of)))
    .toSorted((left, right) => left - right);
  const [least, most] = [quantile(scores, WINSOR), quantile(scores, 1 - WINSOR)];
  const spread = Math.max(
    1,
    scores.reduce((sum, score) => sum + Math.min(most, Math.max(least, score)) ** 2, 0) /
      Math.max(1, scores.length),
  );
  return {
    centre,
    spread,
    units: units.map((unit) => {
      const share = unit.num / unit.people;
      const limit = Z95 * error(unit.people) * Math.sqrt(spread);
      const own = wilson(unit.num, unit.people);
      const expected = { low: Math.max(0, centre - limit), high: Math.min(1, centre + limit) };
      const place = share > expected.high ? 'above' : share < expected.low ? 'below' : 'within';
      return { ...unit, ...own, share, place, expected };
    }),
  };
}

function quantile(sorted: readonly number[], at: number): number {
  const place = at * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}
