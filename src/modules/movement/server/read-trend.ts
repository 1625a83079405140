import type { Context } from '#platform/http/context.ts';
import { dueAt, forecast, paceOf, trendOf } from '../domain/trend.ts';
import type { TrendView } from '../domain/trend-contract.ts';
import { neededCount } from '../domain/pace.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };
import { indicatorAsked, nameIndicator } from './asked.ts';
import { indicatorsOf } from './content.ts';
import { csvFile, Decimal } from '#platform/http/csv.ts';
import { listFigures } from './figures.store.ts';
import { denominatorOf } from './populations.ts';
import { listFrozenMonths } from './publications.store.ts';
import { measure, requireFigures } from './read-overview.ts';
import type { MovementTables } from './tables.ts';
import { measureOf, nameOf, targetsFor } from './targets.ts';

type Asking = Context<MovementTables>;
interface Query {
  readonly indicator?: string | undefined;
}
/** Two years and the month that runs. */
const MONTHS = 25;

/**
 * An indicator of a unit, month by month.
 *
 * @throws Refusal organisations/sign-in-first, organisations/not-found, movement/not-found (no such indicator)
 */
export async function readTrend(context: Asking, unitId: number, query: Query): Promise<TrendView> {
  const unit = await requireFigures(context, unitId);
  const measuring = await measure(context);
  const { tree, release, populations, today } = measuring;
  const indicators = indicatorsOf(release);
  const indicator = indicatorAsked(indicators, query.indicator);
  const year = Number(today.slice(0, 4));
  const stated = measureOf(targetsFor(measuring.plans, tree, unit.id), indicator.code, year);
  const denominator = denominatorOf(
    populations,
    tree,
    unit.id,
    stated?.target.group ?? indicator.group,
    year,
  );
  const people = denominator?.value ?? null;
  const needed = stated ? neededCount(stated.target, people) : null;
  const counted = indicator.source === 'computed';
  const [figures, frozen] = counted
    ? await Promise.all([
        listFigures(context.db, [unit]),
        listFrozenMonths(context.db, unit.id, indicator.code, `${year - 2}-01-01`),
      ])
    : [[], new Map<string, number>()];
  const weeks = figures.filter((row) => row.indicator === indicator.code);
  const ahead = forecast(weeks, today, year, people);
  return {
    unit: nameOf(unit),
    path: tree.ancestors(unit.id).map(nameOf),
    today,
    year,
    indicator: { ...nameIndicator(indicator), source: indicator.source },
    indicators: indicators.map(nameIndicator),
    target: stated
      ? {
          plan: stated.plan.title,
          issuer: nameOf(tree.find(stated.plan.issuer)!),
          value: stated.target.value,
          operator: stated.target.operator,
          measure: stated.target.measure,
          written: stated.target.written ?? null,
          needed,
        }
      : null,
    denominator,
    points: counted
      ? trendOf(weeks, today, MONTHS).map((point) => ({
          ...point,
          frozen: frozen.get(point.month) ?? null,
          due: needed === null ? null : dueAt(weeks, needed, year, point.day),
          rate: people ? point.num / people : null,
        }))
      : [],
    pace: counted && needed !== null ? paceOf(weeks, needed, year, today) : null,
    forecast: !counted || typeof ahead === 'string' ? null : ahead,
    without: !counted ? 'no-source' : typeof ahead === 'string' ? ahead : null,
  };
}

/** The months as a file; the last line is where the year may end. */
export async function trendFile(context: Asking, unitId: number, query: Query): Promise<Response> {
  const trend = await readTrend(context, unitId, query);
  const words = context.language === 'vi' ? vi : en;
  const head = ['month', 'day', 'num', 'added', 'frozen', 'due', 'rate', 'low', 'high'] as const;
  const name = `xu-huong-${trend.unit.id}-${trend.indicator.code}-${trend.today}.csv`;
  const { forecast: ahead } = trend;
  return csvFile(name, context.language, [
    head.map((key) => words[`trend.column.${key}`]),
    ...trend.points.map((row) => [
      row.month,
      row.day,
      row.num,
      row.added,
      row.frozen,
      row.due,
      row.rate === null ? null : new Decimal(row.rate * 100),
    ]),
    ...(ahead
      ? [[words['trend.file.forecast'], ahead.day, ahead.mid, null, null, null, null, ahead.low, ahead.high]]
      : []),
  ]);
}
