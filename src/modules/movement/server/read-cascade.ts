import type { Context } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { cascade, type CascadeWay } from '../domain/cascade.ts';
import type { CascadeView } from '../domain/cascade-contract.ts';
import { refuse } from '../domain/refusals.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };
import { indicatorsOf } from './content.ts';
import { csvFile, Decimal } from '#platform/http/csv.ts';
import { headlineOf, measure, readChildren, requireFigures } from './read-overview.ts';
import type { MovementTables } from './tables.ts';
import { measureOf, nameOf, targetsFor, type Measuring, type Stated } from './targets.ts';

type Asking = Context<MovementTables>;
interface Query {
  readonly percent?: number | undefined;
  readonly way: CascadeWay;
}

/**
 * What each unit below must reach so that the unit's target, or another share that is tried, holds. Nothing is written.
 *
 * @throws Refusal organisations/sign-in-first, organisations/not-found, movement/no-parts (figures end here)
 */
export async function readCascade(context: Asking, unitId: number, asked: Query): Promise<CascadeView> {
  const unit = await requireFigures(context, unitId);
  const measuring = await measure(context);
  const children = await readChildren(context, measuring, unit);
  if (!children) return refuse('no-parts');
  const headline = headlineOf(indicatorsOf(measuring.release));
  const year = Number(measuring.today.slice(0, 4));
  const shareOf = (id: number) => share(measuring, id, headline.code, year);
  const own = shareOf(unit.id);
  const percent = asked.percent ?? own?.target.value ?? null;
  const { rows, ...sums } = cascade(children.rows, percent ?? 0, asked.way);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    unit: nameOf(unit),
    year,
    indicator: headline.name,
    target: own && {
      percent: own.target.value!,
      plan: own.plan.title,
      issuer: nameOf(measuring.tree.find(own.plan.issuer)!),
    },
    percent,
    way: asked.way,
    ...sums,
    rows: children.rows.map((row) => {
      const theirs = shareOf(row.id)?.target.value ?? null;
      const { add, reach } = byId.get(row.id)!;
      return {
        id: row.id,
        code: row.code,
        name: row.name,
        num: row.num,
        population: row.population,
        rate: row.rate,
        weaker: percent !== null && theirs !== null && theirs < percent ? theirs : null,
        add: percent === null ? null : add,
        reach: percent === null ? null : reach,
      };
    }),
  };
}

/** The measure of a unit when it is a share that can be reached. */
function share({ plans, tree }: Measuring, unitId: number, indicator: string, year: number): Stated | null {
  const stated = measureOf(targetsFor(plans, tree, unitId), indicator, year);
  const { value = null, measure: by } = stated?.target ?? {};
  return stated && by === 'percent' && value !== null && value > 0 && value <= 100 ? stated : null;
}

/** The same table as a file. */
export async function cascadeFile(context: Asking, unitId: number, asked: Query): Promise<Response> {
  const view = await readCascade(context, unitId, asked);
  const words = context.language === 'vi' ? vi : en;
  const head = ['code', 'unit', 'num', 'population', 'rate', 'add', 'reach', 'weaker'] as const;
  return csvFile(`phan-bo-${unitId}-${vietnamDay(context.now())}.csv`, context.language, [
    head.map((key) => words[`cascade.column.${key}`]),
    ...view.rows.map((row) => [
      row.code,
      row.name,
      row.num,
      row.population,
      row.rate === null ? null : new Decimal(row.rate * 100),
      row.add,
      row.reach,
      row.weaker,
    ]),
  ]);
}
