import { countUnit, type CountedUnit } from '#modules/movement/server.ts';
import type { FormCell, ReportForm } from '../domain/form.ts';
import {
  sumCells,
  type ChoiceReason,
  type Declared,
  type Grade,
  type LedgerCell,
  type LedgerNumber,
} from '../domain/ledger.ts';
import { hasArrived, type ReportState } from '../domain/report-state.ts';
import { partsOf, type Asking, type Found } from './find-report.ts';
import type { NumberRow } from './reports.store.ts';

/** What stands beside a number that this program counted. */
export const OWN_SOURCE = 'Hệ thống Bình dân học vụ số';

const asNumber = (row: NumberRow): LedgerNumber => ({
  num: row.num!,
  den: row.den,
  source: row.source,
  sourceDate: row.source_date,
  grade: row.grade as Grade,
});
const asDeclared = (row: NumberRow): Declared => ({
  ...asNumber(row),
  revision: row.revision,
  choice: row.choice as Declared['choice'],
  reason: row.reason as ChoiceReason | '',
  note: row.note,
});

/** The newest rows of one report as cells. @param live what is counted now, for a report that was not sent */
export function cellsOf(
  form: ReportForm,
  rows: readonly NumberRow[],
  live?: ReadonlyMap<string, LedgerNumber>,
): LedgerCell[] {
  return form.cells.map(({ code }) => {
    const of = (kind: NumberRow['kind']) =>
      rows.find((row) => row.cell === code && row.kind === kind && row.num !== null);
    const [computed, declared, verified] = [of('computed'), of('declared'), of('verified')];
    return {
      cell: code,
      computed: live ? (live.get(code) ?? null) : computed ? asNumber(computed) : null,
      declared: declared ? asDeclared(declared) : null,
      verified: verified ? asNumber(verified) : null,
    };
  });
}

/** How many numbers and texts a form asks for. */
export const fieldsOf = (form: ReportForm): number => form.cells.length + form.sections.length;

/** The last day whose data a report can hold by now. */
export const countedUntil = ({
  period,
  today,
}: {
  readonly period: Pick<Found['period'], 'cutOff'>;
  readonly today: string;
}): string => (period.cutOff < today ? period.cutOff : today);

/** What is counted of the unit for this period. */
export const countFor = (context: Asking, found: Found): Promise<CountedUnit> =>
  countUnit(context as never, found.unit, countedUntil(found));

const yearOf = ({ period }: Pick<Found, 'period'>): number => Number(period.key.slice(0, 4));
export const peopleOf = (counted: CountedUnit, found: Found, { group }: FormCell) =>
  group === undefined ? null : counted.people(group, yearOf(found));

/** What the movement counts for a cell by a day; nothing where nothing counts it. */
export function computedOf(
  { indicator, group }: FormCell,
  counted: CountedUnit,
  { until, year }: { readonly until: string; readonly year: number },
): LedgerNumber | null {
  if (indicator === undefined) return null;
  const den = group === undefined ? null : (counted.people(group, year)?.value ?? null);
  return { num: counted.num(indicator), den, source: OWN_SOURCE, sourceDate: until, grade: 'E4' };
}

/**
 * Computed numbers as they are now: what the movement counts, and for a unit with parts the sum of what theirs hold, so that
 * nobody adds up by hand. A number that nothing counts is not there.
 */
export function computedNow(
  found: Found,
  counted: CountedUnit,
  parts: readonly (readonly LedgerCell[])[] | null,
): ReadonlyMap<string, LedgerNumber> {
  const until = countedUntil(found);
  const all = partsOf(found.tree, found.unit, found.form).length;
  return new Map(
    found.form.cells.flatMap((cell): [string, LedgerNumber][] => {
      const own = computedOf(cell, counted, { until, year: yearOf(found) });
      if (own) return [[cell.code, own]];
      const sums = parts && sumCells(parts, cell.code);
      if (!sums || sums.from === 0) return [];
      return [
        [
          cell.code,
          {
            num: Math.round(sums.adopted * 100) / 100,
            den: peopleOf(counted, found, cell)?.value ?? null,
            source: `Cộng từ ${sums.from}/${all} đơn vị trực thuộc`,
            sourceDate: until,
            grade: 'E1',
          },
        ],
      ];
    }),
  );
}

/** A report that was sent keeps what was counted then. */
export const isFrozen = (state: ReportState | undefined): boolean => hasArrived(state);
