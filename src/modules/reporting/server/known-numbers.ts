import { countUnits } from '#modules/movement/server.ts';
import type { ReportPeriod } from '#modules/movement/index.ts';
import type { Unit } from '#modules/organisations/index.ts';
import type { Release } from '#platform/content/release.ts';
import type { FormCell, ReportForm } from '../domain/form.ts';
import { adopted, type LedgerNumber } from '../domain/ledger.ts';
import { atHand, periodWords } from '../domain/period.ts';
import { hasArrived } from '../domain/report-state.ts';
import { formsOf } from './content.ts';
import { dueOf, periodsFor, type Asking } from './find-report.ts';
import { cellsOf, computedOf, countedUntil } from './ledger.ts';
import { sumRechecks, type Rechecked } from './flags.store.ts';
import { monthsOf } from './months.ts';
import { listNumbers, listReportsOf, measureSending } from './reports.store.ts';

/** A number that holds for a unit, with where it comes from. */
export interface KnownNumber extends LedgerNumber {
  /** `counted` here, or `reported` by the unit in a report that it sent. */
  readonly how: 'counted' | 'reported';
}

/** A form with a period whose data have begun: what may be asked of it is its cells. */
export interface KnownForm {
  readonly form: Pick<ReportForm, 'id' | 'title' | 'cells' | 'tiers' | 'source'>;
  readonly period: Pick<ReportPeriod, 'key' | 'cutOff' | 'dataFrom'>;
  readonly words: string;
}

const PERIODS = 5;

/** Forms and periods of which numbers are at hand, the newest first. */
export const knownForms = (release: Release, today: string): KnownForm[] =>
  formsOf(release).flatMap((form) =>
    atHand(periodsFor(release, form, today), today, PERIODS).map((period) => ({
      form,
      period,
      words: periodWords(period.key),
    })),
  );

/**
 * Every number that holds for these units in a period: from reports that were sent, and what is counted for a unit that has
 * not sent. Rights are the caller's to ask for.
 */
export async function knownNumbers(
  context: Asking,
  units: readonly Unit[],
  { form, period }: KnownForm,
  today: string,
): Promise<ReadonlyMap<number, ReadonlyMap<string, KnownNumber>>> {
  const full = formsOf(context.content()).find(({ id }) => id === form.id)!;
  const ids = units.map(({ id }) => id);
  const until = countedUntil({ period, today });
  const [reports, rows] = await Promise.all([
    listReportsOf(context.db, ids, form.id, period.key),
    listNumbers(context.db, units, form.id, period.key),
  ]);
  const sent = new Set(reports.filter(({ state }) => hasArrived(state)).map(({ unit_id }) => unit_id));
  const counted = await countUnits(
    context as never,
    units.filter(({ id }) => !sent.has(id)),
    until,
  );
  const byUnit = Map.groupBy(rows, (row) => row.unit_id);
  return new Map(
    ids.map((id) => {
      const own = counted.get(id);
      const cells = sent.has(id)
        ? cellsOf(full, byUnit.get(id) ?? []).flatMap((one) => {
            const holds = adopted(one);
            const how = holds?.kind === 'computed' ? ('counted' as const) : ('reported' as const);
            return holds ? [[one.cell, { ...plainNumber(holds.number), how }] as const] : [];
          })
        : full.cells.flatMap((cell) => {
            const number = own && computedOf(cell, own, { until, year: Number(period.key.slice(0, 4)) });
            return number ? [[cell.code, { ...number, how: 'counted' as const }] as const] : [];
          });
      return [id, new Map(cells)];
    }),
  );
}

const plainNumber = ({ num, den, source, sourceDate, grade }: LedgerNumber): LedgerNumber => ({
  num,
  den,
  source,
  sourceDate,
  grade,
});

/** What periodic reports asked of one unit: which form and period, how much of it people had to fill in. */
export interface AskedReport {
  readonly unitId: number;
  readonly form: string;
  readonly title: FormCell['label'];
  readonly period: string;
  readonly due: string;
  readonly cells: readonly FormCell[];
  readonly sections: number;
  /** From the first thing that was written to the first sending, minutes; null while it was not sent. */
  readonly minutes: number | null;
}

/** Reports that these units owed with a day for sending within `from` and `to`. */
export async function reportsAsked(
  context: Asking,
  units: readonly Unit[],
  { from, to, today }: { from: string; to: string; today: string },
): Promise<AskedReport[]> {
  const release = context.content();
  const asked = formsOf(release).flatMap((form) =>
    periodsFor(release, form, today).flatMap((period) =>
      units
        .filter(({ kind }) => form.tiers.includes(kind as never))
        .map((unit) => ({ unit, form, period, due: dueOf(period, unit) }))
        .filter(({ due }) => due >= from && due <= to),
    ),
  );
  const measured = await measureSending(
    context.db,
    units,
    asked.map(({ form, period }) => ({ form: form.id, period: period.key })),
  );
  return asked.map(({ unit, form, period, due }) => ({
    unitId: unit.id,
    form: form.id,
    title: form.title,
    period: period.key,
    due,
    cells: form.cells,
    sections: form.sections.length,
    minutes: measured.get(`${unit.id} ${form.id} ${period.key}`) ?? null,
  }));
}

/** How well what a unit said of a cell held when others looked. */
export interface Verification {
  /** Passes of the period's months that were checked again; null where none was. */
  readonly rechecked: Rechecked | null;
  /** The recounted number beside the one that holds; null where nobody recounted. */
  readonly recounted: { readonly verified: number; readonly held: number } | null;
}

/** {@link Verification} of one cell for units in a period. Rights are the caller's to ask for. */
export async function verificationsOf(
  context: Asking,
  units: readonly Unit[],
  { form, period }: KnownForm,
  cell: string,
): Promise<ReadonlyMap<number, Verification>> {
  const full = formsOf(context.content()).find(({ id }) => id === form.id)!;
  const [rows, rechecks] = await Promise.all([
    listNumbers(context.db, units, form.id, period.key),
    sumRechecks(
      context.db,
      units.map(({ id }) => id),
      monthsOf(period),
    ),
  ]);
  const byUnit = Map.groupBy(rows, (row) => row.unit_id);
  return new Map(
    units.map(({ id }) => {
      const one = cellsOf(full, byUnit.get(id) ?? []).find((each) => each.cell === cell);
      const holds = one && adopted(one);
      const rechecked = rechecks.get(id);
      return [
        id,
        {
          rechecked: rechecked && rechecked.confirmed + rechecked.refuted > 0 ? rechecked : null,
          recounted: one?.verified && holds ? { verified: one.verified.num, held: holds.number.num } : null,
        },
      ];
    }),
  );
}
