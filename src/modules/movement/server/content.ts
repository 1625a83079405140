import { entriesOf, type ContentKind, type Fault, type Release } from '#platform/content/release.ts';
import { IndicatorList, type Indicator, type PopulationGroup } from '../domain/indicator.ts';
import { flagsOf, Plan } from '../domain/plan.ts';
import { PublicationPolicy } from '../domain/publication.ts';

export const indicatorKind: ContentKind<IndicatorList> = {
  name: 'indicators',
  files: 'indicators/*.yaml',
  schema: IndicatorList,
  check: (entries) => {
    const faults: Fault[] = [];
    const codes = new Set<string>();
    for (const { path, value } of entries) {
      const groups = new Set(value.groups.map((group) => group.code));
      for (const { code, group } of value.indicators) {
        if (codes.has(code)) faults.push({ path, line: 0, what: `indicator ${code} stands twice` });
        if (!groups.has(group))
          faults.push({ path, line: 0, what: `indicator ${code} names group ${group}, which is not listed` });
        codes.add(code);
      }
      if (value.indicators.filter((one) => one.headline).length !== 1)
        faults.push({ path, line: 0, what: 'exactly one indicator is the headline' });
    }
    return faults;
  },
};

/** The indicators of a release, in the order of the files; empty without any. */
export function indicatorsOf(release: Release): readonly Indicator[] {
  return entriesOf(release, indicatorKind).flatMap(({ value }) => value.indicators);
}

export function populationGroupsOf(release: Release): readonly PopulationGroup[] {
  return entriesOf(release, indicatorKind).flatMap(({ value }) => value.groups);
}

export const planKind: ContentKind<Plan> = {
  name: 'plans',
  files: 'plans/*.yaml',
  schema: Plan,
  check: (entries, release) => entries.flatMap(({ path, value }) => checkPlan(path, value, release)),
};

function checkPlan(path: string, plan: Plan, release: Release): Fault[] {
  const fault = (what: string): Fault => ({ path, line: 0, what });
  const lists = entriesOf(release, indicatorKind).map(({ value }) => value);
  const indicators = new Set(lists.flatMap((list) => list.indicators.map((one) => one.code)));
  const groups = new Set(lists.flatMap((list) => list.groups.map((one) => one.code)));
  const ids = plan.targets.map((target) => target.id);
  return [
    ...(new Set(ids).size === ids.length ? [] : [fault('two targets have one id')]),
    ...(path === `plans/${plan.id}.yaml` ? [] : [fault(`id ${plan.id} differs from its file`)]),
    ...plan.targets.flatMap((target) => {
      const about = `target ${target.id}`;
      const { lines } = target.source;
      const missing = flagsOf(target).filter((flag) => !target.flags.includes(flag));
      const extra = target.flags.filter((flag) => flag !== 'two-in-one' && !flagsOf(target).includes(flag));
      return [
        ...(indicators.has(target.indicator) ? [] : [fault(`${about} names indicator ${target.indicator}`)]),
        ...(groups.has(target.group) ? [] : [fault(`${about} names group ${target.group}`)]),
        ...(target.quantified === (target.value !== null && target.operator !== null)
          ? []
          : [fault(`${about}: quantified does not agree with value and operator`)]),
        ...missing.map((flag) => fault(`${about} lacks the flag ${flag}`)),
        ...extra.map((flag) => fault(`${about} carries the flag ${flag} without reason`)),
        ...(target.year >= plan.period.from && target.year <= plan.period.to
          ? []
          : [fault(`${about}: ${target.year} lies outside the plan's period`)]),
        ...(lines && lines[0] > lines[1] ? [fault(`${about}: lines run backwards`)] : []),
      ];
    }),
  ];
}

export function plansOf(release: Release): readonly Plan[] {
  return entriesOf(release, planKind).map(({ value }) => value);
}

export const policyKind: ContentKind<PublicationPolicy> = {
  name: 'publication',
  files: 'policy/publication*.yaml',
  schema: PublicationPolicy,
};

/** @throws Error when the content holds no publication policy: nothing is published by default */
export function policyOf(release: Release): PublicationPolicy {
  const policy = entriesOf(release, policyKind)[0]?.value;
  if (!policy) throw new Error('content/policy/publication.yaml is missing');
  return policy;
}
