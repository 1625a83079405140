import type { Unit } from '#modules/organisations/index.ts';
import { NATION_ID } from '#modules/organisations/index.ts';
import { hasRole, requireRole, treeOf, unitsOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { ChildRow, Overview } from '../domain/contract.ts';
import type { Indicator } from '../domain/indicator.ts';
import { addDays } from '../domain/week.ts';
import { countUntil, paceLines, standing, startOfYear, type Weekly } from '../domain/pace.ts';
import { refuse } from '../domain/refusals.ts';
import { acceptedPlans } from './accepted-plans.ts';
import { indicatorsOf, plansOf } from './content.ts';
import { countDeltas } from './facts.store.ts';
import { listSenders } from './federation/federation.store.ts';
import { findLastRun, listFigures, listTotals } from './figures.store.ts';
import { IMPORTERS } from './import-populations.ts';
import { denominatorOf, isCounted, populationsOf } from './populations.ts';
import { measureOf, nameOf, targetsFor, viewTargets, type Measuring } from './targets.ts';
import type { MovementTables } from './tables.ts';

type Asking = Context<MovementTables>;
/** Who may see the figures of a unit and of what stands below it. */
export const READERS = ['clerk', 'leader', 'administrator', 'assessment-officer'] as const;

/** @throws Refusal organisations/sign-in-first, organisations/not-found; the latter also where no figures are kept */
export async function requireFigures(context: Asking, unitId: number): Promise<Unit> {
  const unit = await requireRole(context, READERS, unitId);
  return isCounted(unit) ? unit : refuse('not-found');
}

/** The units whose figures the asker may see, widest first. */
export async function readDesk(context: Asking) {
  if (context.actor.kind !== 'person' || context.actor.anonymous) refuse('sign-in-first');
  const units = (await unitsOf(context)).flatMap(({ unit, roles }) =>
    isCounted(unit) && roles.some((role) => (READERS as readonly string[]).includes(role))
      ? [{ id: unit.id, name: unit.name, roles: [...roles] }]
      : [],
  );
  return units.length > 0 ? { units } : refuse('not-found');
}

export const headlineOf = (indicators: readonly Indicator[]): Indicator =>
  indicators.find((one) => one.headline)!;

/** What the unit's page shows, in a handful of small queries. */
export async function readOverview(context: Asking, unitId: number): Promise<Overview> {
  const unit = await requireFigures(context, unitId);
  const { db } = context;
  const measuring = await measure(context);
  const { tree, release, today } = measuring;
  const isNation = unit.id === NATION_ID;
  const around = [...tree.ancestors(unit.id), unit, ...tree.descendants(unit.id).filter(isCounted)];
  const [figures, waiting, lastRun, children, mayImport, senders] = await Promise.all([
    listFigures(db, isNation ? [unit, UNKNOWN] : [unit]),
    countDeltas(db),
    findLastRun(db),
    readChildren(context, measuring, unit),
    hasRole(context, IMPORTERS, unit.id),
    listSenders(
      db,
      around.map(({ id }) => id),
    ),
  ]);
  const weeksOf = (indicator: string): Weekly[] =>
    figures.filter((row) => row.unit_id === unit.id && row.indicator === indicator);
  const targets = viewTargets(measuring, unit.id, weeksOf);
  const headline = headlineOf(indicatorsOf(release));
  const year = Number(today.slice(0, 4));
  const measured = measureOf(targetsFor(measuring.plans, tree, unit.id), headline.code, year);
  const target =
    targets.find((one) => one.plan.id === measured?.plan.id && one.id === measured.target.id) ?? null;
  const weeks = weeksOf(headline.code);
  return {
    unit: nameOf(unit),
    path: tree.ancestors(unit.id).map(nameOf),
    asOf: context.now().toISOString(),
    year,
    headline: { num: countUntil(weeks, today), target },
    targets,
    pace:
      target && target.needed !== null && target.num !== null
        ? { ...mutable(paceLines(target.needed, year, weeks, today)), people: target.needed }
        : null,
    children: children && { kind: children.kind, rows: children.rows },
    unknownHome: isNation
      ? countUntil(
          figures.filter((row) => row.unit_id === 0 && row.indicator === headline.code),
          today,
        )
      : null,
    senders: senders.map(({ unit_id: id, day }) => ({ id, name: tree.find(id)?.name ?? '', day })),
    waiting,
    lastRun: viewRun(lastRun),
    mayImport,
  };
}

/** The last recount as pages tell it; null before the first. */
export const viewRun = (run: MovementTables['movement.runs'] | undefined): Overview['lastRun'] =>
  run ? { at: run.finished_at.toISOString(), reason: run.reason, facts: run.facts, drift: run.drift } : null;

const UNKNOWN = { id: 0, partKey: 0 };
const mutable = ({ actual, needed, projected }: ReturnType<typeof paceLines>) => ({
  actual: [...actual],
  needed: [...needed],
  projected,
});

export async function measure(context: Asking): Promise<Measuring> {
  const release = context.content();
  const [tree, populations, accepted] = await Promise.all([
    treeOf(context.db),
    populationsOf(context.db),
    acceptedPlans(context.db, release),
  ]);
  return {
    release,
    plans: [...plansOf(release), ...accepted],
    tree,
    populations,
    today: vietnamDay(context.now()),
  };
}

/** The units below with their headline figure; null where figures end. */
export async function readChildren(
  { db }: Pick<Asking, 'db'>,
  measuring: Measuring,
  unit: Unit,
): Promise<{ kind: string; rows: ChildRow[] } | null> {
  const { tree, release, today } = measuring;
  const children = tree.children(unit.id).filter(isCounted);
  if (children.length === 0) return null;
  const headline = headlineOf(indicatorsOf(release));
  const year = Number(today.slice(0, 4));
  const totals = await listTotals(db, children, headline.code, year);
  const byUnit = new Map(totals.map((total) => [total.unit_id, total]));
  const rows = children.map((child) => {
    const total = byUnit.get(child.id);
    return childRow(measuring, child, headline, year, {
      num: Number(total?.num ?? 0),
      base: Number(total?.base ?? 0),
    });
  });
  return { kind: children[0]!.kind, rows };
}

function childRow(
  { tree, plans, populations, today }: Measuring,
  child: Unit,
  headline: Indicator,
  year: number,
  { num, base }: { num: number; base: number },
): ChildRow {
  const stated = measureOf(targetsFor(plans, tree, child.id), headline.code, year);
  const group = stated?.target.group ?? headline.group;
  const denominator = denominatorOf(populations, tree, child.id, group, year);
  const weeks = [
    { week: addDays(startOfYear(year), -1), num: base },
    { week: startOfYear(year), num: num - base },
  ];
  const stands = stated && standing(stated.target, headline, denominator?.value ?? null, weeks, today);
  return {
    id: child.id,
    code: child.code,
    name: child.name,
    num,
    population: denominator?.value ?? null,
    populationYear: denominator?.year ?? null,
    rate: denominator?.value ? num / denominator.value : null,
    needed: stands?.needed ?? null,
    gap: stands?.gap ?? null,
    status: stands?.status ?? null,
  };
}
