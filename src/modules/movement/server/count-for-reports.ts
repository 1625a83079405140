import type { Unit } from '#modules/organisations/index.ts';
import type { Release } from '#platform/content/release.ts';
import type { Context } from '#platform/http/context.ts';
import type { Denominator, TargetView } from '../domain/contract.ts';
import { periodsOf, type ReportPeriod } from '../domain/legal-calendar/periods.ts';
import type { PeriodKind } from '../domain/legal-calendar/regime.ts';
import { WorkingDays } from '../domain/legal-calendar/working-days.ts';
import { countUntil } from '../domain/pace.ts';
import { addDays, weekOf } from '../domain/week.ts';
import { holidaysOf, regimeOf } from './calendar-content.ts';
import { countSince, listFigures } from './figures.store.ts';
import { denominatorOf } from './populations.ts';
import { measure } from './read-overview.ts';
import type { MovementTables } from './tables.ts';
import { viewTargets } from './targets.ts';

/** What is counted of one unit by the end of a day. */
export interface CountedUnit {
  /** People counted for an indicator; 0 where nobody is. */
  num(indicator: string): number;
  people(group: string, year: number): Denominator | null;
  /** Targets that hold for the unit, of all years. */
  readonly targets: readonly TargetView[];
}

/**
 * What a report may say of a unit. Figures are kept by weeks, so who was counted between the day and the end of its week is
 * taken off again. Rights are the caller's to ask for.
 *
 * @param until the last day that counts, `YYYY-MM-DD`
 */
export async function countUnit(
  context: Context<MovementTables>,
  unit: Unit,
  until: string,
): Promise<CountedUnit> {
  return (await countUnits(context, [unit], until)).get(unit.id)!;
}

/** {@link countUnit} for several units at once; what is common to them is read once. */
export async function countUnits(
  context: Context<MovementTables>,
  units: readonly Unit[],
  until: string,
): Promise<ReadonlyMap<number, CountedUnit>> {
  const measuring = await measure(context);
  const { tree, populations, today } = measuring;
  const sunday = addDays(weekOf(until), 6);
  // Communes that are no more: their people are counted with the one that took over.
  const gone = [...tree.units.values()].filter(({ kind, validTo }) => kind === 'commune' && validTo <= today);
  const communesOf = (unit: Unit) =>
    [
      unit,
      ...tree.descendants(unit.id, 'commune'),
      ...gone.filter(({ id }) => id !== unit.id && tree.isWithin(id, unit.id)),
    ].map(({ id }) => id);
  const [rows, since] = await Promise.all([
    listFigures(context.db, units),
    until < sunday ? countSince(context.db, units.flatMap(communesOf), until, sunday) : [],
  ]);
  const figures = Map.groupBy(rows, (row) => row.unit_id);
  const laterIn = Map.groupBy(since, (row) => row.unit_id);
  const counted = new Map<number, CountedUnit>();
  for (const unit of units) {
    const later = communesOf(unit).flatMap((id) => laterIn.get(id) ?? []);
    const laterOf = (indicator: string) =>
      later.reduce((sum, row) => sum + (row.indicator === indicator ? row.num : 0), 0);
    const weeksOf = (indicator: string) =>
      (figures.get(unit.id) ?? []).filter((row) => row.indicator === indicator);
    counted.set(unit.id, {
      num: (indicator) => countUntil(weeksOf(indicator), until) - laterOf(indicator),
      people: (group, year) => denominatorOf(populations, tree, unit.id, group, year),
      get targets() {
        return viewTargets(measuring, unit.id, weeksOf);
      },
    });
  }
  return counted;
}

/** The periods of one kind in a year by the regime in force, in order. */
export function reportPeriods(release: Release, kind: PeriodKind, year: number): ReportPeriod[] {
  return periodsOf(regimeOf(release), kind, year, new WorkingDays(holidaysOf(release)));
}

/** Which days offices work. */
export const workingDaysOf = (release: Release): WorkingDays => new WorkingDays(holidaysOf(release));
