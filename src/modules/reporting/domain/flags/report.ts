import type { CellCase, Flag, ReportCase, Thresholds } from './flag.ts';
import {
  declaredAbove,
  denominatorMoved,
  jump,
  overPopulation,
  partsDiffer,
  silentPart,
  stale,
  wentDown,
} from './numbers.ts';

const whole = (flag: Flag['flag'], facts: Flag['facts']): Flag[] => [{ flag, cell: '', facts }];
/** So many numbers, not all nought, make an equality more than chance. */
const LEAST_EQUAL = 5;

/** 6 · Every typed number is that of the period before, or that of a unit beside it. */
export function copied({ cells, beside }: Pick<ReportCase, 'cells' | 'beside'>): Flag[] {
  const typed = cells.filter(({ ledger }) => ledger.declared !== null);
  const telling = typed.filter(({ ledger }) => ledger.declared!.num !== 0);
  if (telling.length < LEAST_EQUAL) return [];
  if (typed.every(({ ledger, before }) => before?.num === ledger.declared!.num))
    return whole(6, { cells: typed.length, units: 0 });
  const like = beside.filter((other) =>
    typed.every(({ code, ledger }) => other.get(code) === ledger.declared!.num),
  );
  return like.length > 0 ? whole(6, { cells: typed.length, units: like.length }) : [];
}

const rateOf = ({ held }: CellCase): number | null => (held?.den ? (held.num / held.den) * 100 : null);

/** 7 · Several numbers that lie on their target to the tenth of a point. */
export function onTarget(
  { cells }: Pick<ReportCase, 'cells'>,
  { target_points, target_cells }: Thresholds,
): Flag[] {
  const near = cells.filter((cell) => {
    const rate = rateOf(cell);
    return (
      cell.target !== null &&
      rate !== null &&
      Math.round(Math.abs(rate - cell.target) * 1e6) <= target_points * 1e6
    );
  });
  return near.length >= target_cells ? whole(7, { cells: near.length }) : [];
}

/** 8 · Typed numbers end in 0 or 5 too often; those below ten say nothing. */
export function heaped(
  { typed }: Pick<ReportCase, 'typed'>,
  { heaping_share, heaping_least }: Thresholds,
): Flag[] {
  const told = typed.filter((one) => Number.isInteger(one) && one >= 10);
  const round = told.filter((one) => one % 5 === 0).length;
  return told.length >= heaping_least && round / told.length > heaping_share
    ? whole(8, { round, all: told.length })
    : [];
}

/** 14 · The same file, byte for byte, stands for the work of other units as well. */
export const recycled = ({ recycled: seen }: Pick<ReportCase, 'recycled'>): Flag[] =>
  seen.files > 0 ? whole(14, { files: seen.files, units: seen.units }) : [];

/** 18 · A target lags on a straight way through the year, and nothing is said of why. */
export function unexplainedLag({
  cells,
  withoutCauses,
  yearPassed,
}: Pick<ReportCase, 'cells' | 'withoutCauses' | 'yearPassed'>): Flag[] {
  if (!withoutCauses) return [];
  const behind = cells.filter((cell) => {
    const rate = rateOf(cell);
    return cell.target !== null && rate !== null && rate < Math.min(100, cell.target) * yearPassed;
  });
  return behind.length > 0 ? whole(18, { cells: behind.length }) : [];
}

/** Everything in a report that asks to be explained, in the order of the flags. */
export function flagsOf(report: ReportCase, thresholds: Thresholds): Flag[] {
  const each = report.cells.flatMap((cell) => [
    ...overPopulation(cell, thresholds),
    ...denominatorMoved(cell, thresholds),
    ...jump(cell, thresholds),
    ...declaredAbove(cell, thresholds),
    ...wentDown(cell),
    ...partsDiffer(cell, report.cells, report.units.all),
    ...stale(cell, report.staleBefore),
    ...silentPart(cell, report.units),
  ]);
  return [
    ...each,
    ...copied(report),
    ...onTarget(report, thresholds),
    ...heaped(report, thresholds),
    ...recycled(report),
    ...unexplainedLag(report),
  ].sort((left, right) => left.flag - right.flag);
}

/**
 * Explain before escalate: the unit above sees a flag once the report was sent and the flag came again, or stayed without a word
 * for longer than it may.
 */
export function reachesAbove({
  sentOn,
  explained,
  repeated,
  today,
  explainDays,
}: {
  readonly sentOn: string | null;
  readonly explained: boolean;
  readonly repeated: boolean;
  readonly today: string;
  readonly explainDays: number;
}): boolean {
  if (sentOn === null) return false;
  const days = (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${sentOn}T00:00:00Z`)) / 86_400_000;
  return repeated || (!explained && days > explainDays);
}
