import type { LedgerCell, LedgerNumber } from '../ledger.ts';
import type { ReportingPolicy } from '../policy.ts';

/** Flags of a report, by their numbers among the twenty; 10–13 are seen in tests, 15–17 have no source yet. */
export const ledgerFlags = [1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 18, 19, 20] as const;
export type LedgerFlag = (typeof ledgerFlags)[number];

/** Something that asks to be explained. It says what, never that anybody did wrong. */
export interface Flag {
  readonly flag: LedgerFlag;
  /** The cell it is about; empty for the report as a whole. */
  readonly cell: string;
  /** Numbers that show it. */
  readonly facts: Readonly<Record<string, number>>;
}

/** One cell with all that it is held against. */
export interface CellCase {
  readonly code: string;
  readonly cumulative: boolean;
  readonly partOf: string | null;
  readonly ledger: LedgerCell;
  readonly held: LedgerNumber | null;
  /** What held in the period before. */
  readonly before: LedgerNumber | null;
  readonly population: number | null;
  /** Percent points; null without a target in percent. */
  readonly target: number | null;
  /** What units beside it grew by since the period before. */
  readonly growthBeside: readonly number[];
  /** What the units below add up to, and how many of them have a number. */
  readonly parts: { readonly adopted: number; readonly from: number } | null;
}

/** One report with all that it is held against. */
export interface ReportCase {
  readonly cells: readonly CellCase[];
  /** What each unit beside it says, by cell. */
  readonly beside: readonly ReadonlyMap<string, number>[];
  /** Every number that the unit, and the units below it, typed in the last periods. */
  readonly typed: readonly number[];
  /** How many units below there are, and how many have not reported. */
  readonly units: { readonly all: number; readonly missing: number };
  /** Files shown as evidence in the period that another unit showed as well, and how many other units. */
  readonly recycled: { readonly files: number; readonly units: number };
  /** Whether the text on causes is empty. */
  readonly withoutCauses: boolean;
  /** The share of the year that is over at the cut-off, 0 to 1. */
  readonly yearPassed: number;
  /** A number of a day before this one was not refreshed for two periods. */
  readonly staleBefore: string;
}
export type Thresholds = ReportingPolicy['flags'];
