import { indicatorsOf, populationGroupsOf } from '#modules/movement/server.ts';
import { entriesOf, type ContentKind, type Fault, type Release } from '#platform/content/release.ts';
import { ReportingPolicy } from '../domain/policy.ts';
import { formFaults, ReportForm } from '../domain/form.ts';

export const formKind: ContentKind<ReportForm> = {
  name: 'report forms',
  files: 'reports/*.yaml',
  schema: ReportForm,
  check: (entries, release) => {
    const indicators = new Set(indicatorsOf(release).map(({ code }) => code));
    const groups = new Set(populationGroupsOf(release).map(({ code }) => code));
    return entries.flatMap(({ path, value }): Fault[] => [
      ...(path === `reports/${value.id}.yaml`
        ? []
        : [{ path, line: 0, what: `id ${value.id} differs from its file` }]),
      ...formFaults(value, indicators, groups).map((what) => ({ path, line: 0, what })),
    ]);
  },
};

export const formsOf = (release: Release): readonly ReportForm[] =>
  entriesOf(release, formKind).map(({ value }) => value);

export const policyKind: ContentKind<ReportingPolicy> = {
  name: 'reporting policy',
  files: 'policy/reporting.yaml',
  schema: ReportingPolicy,
};

/** @throws Error when the content holds no policy */
export function policyOf(release: Release): ReportingPolicy {
  const policy = entriesOf(release, policyKind)[0]?.value;
  if (!policy) throw new Error('content/policy/reporting.yaml is missing');
  return policy;
}
