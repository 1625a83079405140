import type { Tree, Unit } from '#modules/organisations/index.ts';
import type { Release } from '#platform/content/release.ts';
import type { TargetView } from '../domain/contract.ts';
import { standing, type Weekly } from '../domain/pace.ts';
import type { Plan, Target } from '../domain/plan.ts';
import { indicatorsOf, populationGroupsOf } from './content.ts';
import { denominatorOf, type Populations } from './populations.ts';

/** A target with the plan that states it. */
export interface Stated {
  readonly plan: Plan;
  readonly target: Target;
}

/** Targets that hold for a unit: its own, then those of the units above, the nearest first. A number of people is not handed down. */
export function targetsFor(plans: readonly Plan[], tree: Tree, unitId: number): Stated[] {
  const above = tree.ancestors(unitId).toReversed();
  return [unitId, ...above.map((unit) => unit.id)].flatMap((issuer) =>
    plans
      .filter((plan) => plan.issuer === issuer)
      .flatMap((plan) =>
        plan.targets
          .filter((target) => issuer === unitId || target.measure === 'percent')
          .map((target) => ({ plan, target })),
      ),
  );
}

/** The target by which a unit is measured for an indicator and year: its own, else the nearest above; one with a number first. */
export function measureOf(stated: readonly Stated[], indicator: string, year: number): Stated | undefined {
  const all = stated.filter(({ target }) => target.indicator === indicator && target.year === year);
  return all.find(({ target }) => target.quantified) ?? all[0];
}

/** The nearest target above that asks for more of the same people in the same year. */
function weakerThan({ plan, target }: Stated, all: readonly Stated[], tree: Tree): Unit | null {
  if (target.measure !== 'percent' || target.value === null) return null;
  const above = all.find(
    (other) =>
      tree.isWithin(plan.issuer, other.plan.issuer) &&
      other.plan.issuer !== plan.issuer &&
      other.target.indicator === target.indicator &&
      other.target.group === target.group &&
      other.target.year === target.year &&
      other.target.measure === 'percent' &&
      other.target.value !== null,
  );
  if (!above) return null;
  const asksMore =
    above.target.value! > target.value ||
    (above.target.value === target.value && above.target.operator === '>' && target.operator === '>=');
  return asksMore ? (tree.find(above.plan.issuer) ?? null) : null;
}

export interface Measuring {
  readonly release: Release;
  /** Those of the content and those that units have accepted. */
  readonly plans: readonly Plan[];
  readonly tree: Tree;
  readonly populations: Populations;
  readonly today: string;
}

/** Every target that holds for a unit, each with how it stands. */
export function viewTargets(
  measuring: Measuring,
  unitId: number,
  weeksOf: (indicator: string) => readonly Weekly[],
): TargetView[] {
  const all = targetsFor(measuring.plans, measuring.tree, unitId);
  return all.map((stated) => viewTarget(measuring, unitId, stated, all, weeksOf(stated.target.indicator)));
}

export const nameOf = (unit: Unit) => ({ id: unit.id, name: unit.name, kind: unit.kind });

function viewTarget(
  { release, tree, populations, today }: Measuring,
  unitId: number,
  stated: Stated,
  all: readonly Stated[],
  weeks: readonly Weekly[],
): TargetView {
  const { plan, target } = stated;
  const indicator = indicatorsOf(release).find((one) => one.code === target.indicator)!;
  const denominator =
    target.measure === 'percent' ? denominatorOf(populations, tree, unitId, target.group, target.year) : null;
  const weaker = weakerThan(stated, all, tree);
  return {
    id: target.id,
    plan: {
      id: plan.id,
      title: plan.title,
      issuer: nameOf(tree.find(plan.issuer)!),
      issuedBy: plan.issued_by,
      number: plan.number,
      date: plan.date,
      dateNote: plan.date_note,
      mark: plan.mark,
    },
    own: plan.issuer === unitId,
    indicator: {
      code: indicator.code,
      name: indicator.name,
      short: indicator.short,
      headline: indicator.headline,
    },
    group: populationGroupsOf(release).find((one) => one.code === target.group)!,
    year: target.year,
    operator: target.operator,
    value: target.value,
    measure: target.measure,
    written: target.written ?? null,
    flags: [...target.flags],
    weakerThan: weaker && nameOf(weaker),
    source: { document: target.source.document, lines: target.source.lines && [...target.source.lines] },
    denominator,
    ...standing(target, indicator, denominator?.value ?? null, weeks, today),
  };
}
