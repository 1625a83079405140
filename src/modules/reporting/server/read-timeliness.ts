import type { ReportPeriod } from '#modules/movement/index.ts';
import type { Unit } from '#modules/organisations/index.ts';
import { requireRole, treeOf } from '#modules/organisations/server.ts';
import { csvFile, Decimal } from '#platform/http/csv.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { atHand } from '../domain/period.ts';
import { refuse } from '../domain/refusals.ts';
import { NONE, ratesOf, verifiedOf } from '../domain/timeliness.ts';
import type { TimelinessView } from '../domain/timeliness-contract.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };
import { dueOf, formsFor, partsOf, periodsFor, READERS, viewPeriod, type Asking } from './find-report.ts';
import { endOf, monthsOf } from './months.ts';
import { countTimely, sumRechecksBelow, type Arrived, type Bound } from './timeliness.store.ts';

interface Query {
  readonly form?: string | undefined;
  readonly period?: string | undefined;
}
/** A year of quarters, and the one that runs. */
const PERIODS = 5;
const LEVELS = ['nation', 'province', 'commune'] as const;
type Level = (typeof LEVELS)[number];

/**
 * How a unit and all below it report.
 *
 * @throws Refusal organisations/sign-in-first, organisations/not-found, reporting/report-not-found (no such form or period)
 */
export async function readTimeliness(context: Asking, unitId: number, query: Query): Promise<TimelinessView> {
  const unit = await requireRole(context, READERS, unitId);
  const tree = await treeOf(context.db);
  const release = context.content();
  const today = vietnamDay(context.now());
  const forms = formsFor(release, tree, unit);
  const form = query.form ? forms.find(({ id }) => id === query.form) : forms[0];
  if (!form) return refuse('report-not-found');
  const periods = atHand(periodsFor(release, form, today), today, PERIODS);
  // The newest that is over, as long as nobody asks for another.
  const period = query.period
    ? periods.find(({ key }) => key === query.period)
    : (periods.find(({ cutOff }) => cutOff < today) ?? periods[0]);
  if (!period) return refuse('report-not-found');
  const from = LEVELS.indexOf(unit.kind as Level);
  const levels = LEVELS.flatMap((kind, depth) =>
    depth >= from && form.tiers.includes(kind as never) ? [{ kind, depth: depth - from }] : [],
  );
  const unitsOf = (kind: Level, within: Unit) =>
    within.kind === kind ? 1 : tree.descendants(within.id, kind).length;
  const parts = partsOf(tree, unit, form);
  const boundsOf = (one: ReportPeriod, above: number): Bound[] =>
    levels.flatMap(({ kind, depth }) =>
      depth < above ? [] : [{ period: one.key, depth: depth - above, until: endOf(dueAt(one, kind)) }],
    );
  const partIds = parts.map(({ id }) => id);
  const [all, some, checked] = await Promise.all([
    countTimely(
      context.db,
      tree.treeId,
      [unit.id],
      form.id,
      periods.flatMap((one) => boundsOf(one, 0)),
    ),
    countTimely(context.db, tree.treeId, partIds, form.id, boundsOf(period, 1)),
    sumRechecksBelow(context.db, tree.treeId, [unit.id, ...partIds], monthsOf(period)),
  ]);
  const came = (rows: readonly Arrived[], id: number, key: string, depth: number) =>
    rows.find((row) => row.unit_id === id && row.period === key && row.depth === depth) ?? NONE;
  const verified = (id: number) => {
    const found = checked.get(id);
    return found ? verifiedOf(found.confirmed, found.refuted) : null;
  };
  return {
    unit: refOf(unit),
    path: tree.ancestors(unit.id).map(refOf),
    today,
    forms: forms.map(({ id, title }) => ({ id, title })),
    form: { id: form.id, title: form.title },
    periods: periods.map((one) => ({
      key: one.key,
      words: viewPeriod(one, unit).words,
      levels: levels.map(({ kind, depth }) => {
        const due = dueAt(one, kind);
        const expected = { units: unitsOf(kind, unit), due };
        return { kind, due, rates: ratesOf(expected, came(all, unit.id, one.key, depth), today) };
      }),
    })),
    period: { key: period.key, words: viewPeriod(period, unit).words, cutOff: period.cutOff },
    parts: parts.map((part) => {
      const rates = (kind: Level, depth: number) =>
        ratesOf(
          { units: unitsOf(kind, part), due: dueAt(period, kind) },
          came(some, part.id, period.key, depth),
          today,
        );
      return {
        unit: refOf(part),
        own: rates(part.kind as Level, 0),
        below: part.kind === 'province' && form.tiers.includes('commune') ? rates('commune', 1) : null,
        verified: verified(part.id),
      };
    }),
    verified: verified(unit.id),
  };
}

const refOf = ({ id, name, kind }: Unit) => ({ id, name, kind });
const dueAt = (period: ReportPeriod, kind: Level): string => dueOf(period, { kind } as Unit);

/** The units below in one period as a file. */
export async function timelinessFile(context: Asking, unitId: number, query: Query): Promise<Response> {
  const view = await readTimeliness(context, unitId, query);
  const words = context.language === 'vi' ? vi : en;
  const counts = ['units', 'onTime', 'late', 'overdue', 'open'] as const;
  const shares = ['rate', 'onTimeRate', 'completeness'] as const;
  const head = [...counts, ...shares].map((key) => words[`timely.column.${key}`]);
  const percent = (share: number | null) => (share === null ? null : new Decimal(share * 100));
  return csvFile(`nop-bao-cao-${unitId}-${view.period.key}.csv`, context.language, [
    [words['timely.column.unit'], words['timely.column.of'], ...head, words['timely.column.verified']],
    ...view.parts.flatMap(({ unit, own, below, verified }) =>
      [
        ...(own ? [{ of: words['timely.own'], rates: own }] : []),
        ...(below ? [{ of: words['timely.below'], rates: below }] : []),
      ].map(({ of, rates }) => [
        unit.name,
        of,
        ...counts.map((key) => rates[key]),
        ...shares.map((key) => percent(rates[key])),
        percent(verified?.ratio ?? null),
      ]),
    ),
  ]);
}
