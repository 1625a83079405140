import { wilson } from '#modules/movement/index.ts';

/** Reports that are expected of some units in one period. */
export interface Expected {
  readonly units: number;
  /** The last day in time, `YYYY-MM-DD`. */
  readonly due: string;
}
/** What came of them. */
export interface Arrivals {
  /** Here now; one that was given back is not. */
  readonly arrived: number;
  /** Of these, sent for the first time by the due day. */
  readonly onTime: number;
  /** Numbers and texts filled in in them, of how many; both 0 where nobody counted. */
  readonly filled: number;
  readonly fields: number;
}
export const NONE: Arrivals = { arrived: 0, onTime: 0, filled: 0, fields: 0 };

export interface Rates {
  readonly units: number;
  readonly onTime: number;
  readonly late: number;
  /** Not here though the due day is over. */
  readonly overdue: number;
  /** Not here yet, and still in time. */
  readonly open: number;
  /** Here, of all that are expected: the reporting rate. */
  readonly rate: number | null;
  /** In time, of all that are expected; null until the due day is over. */
  readonly onTimeRate: number | null;
  /** Filled in, of all fields of those that are here. */
  readonly completeness: number | null;
}

/**
 * Reporting rates as DHIS2 names them (reporting rate, reporting rate on time), with what is not here told apart by whether
 * it still may come in time.
 */
export function ratesOf({ units, due }: Expected, came: Arrivals, today: string): Rates {
  const missing = units - came.arrived;
  const over = today > due;
  return {
    units,
    onTime: came.onTime,
    late: came.arrived - came.onTime,
    overdue: over ? missing : 0,
    open: over ? 0 : missing,
    rate: units === 0 ? null : came.arrived / units,
    onTimeRate: units === 0 || !over ? null : came.onTime / units,
    completeness: came.fields === 0 ? null : came.filled / came.fields,
  };
}

export const addArrivals = (one: Arrivals, other: Arrivals): Arrivals => ({
  arrived: one.arrived + other.arrived,
  onTime: one.onTime + other.onTime,
  filled: one.filled + other.filled,
  fields: one.fields + other.fields,
});

/** Passes that held when they were checked again, with the interval in which the share of all passes may lie. */
export interface Verified {
  readonly checked: number;
  readonly confirmed: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** @returns null where nothing was checked */
export function verifiedOf(confirmed: number, refuted: number): Verified | null {
  const checked = confirmed + refuted;
  return checked === 0
    ? null
    : { checked, confirmed, ratio: confirmed / checked, ...wilson(confirmed, checked) };
}
