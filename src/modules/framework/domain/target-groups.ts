import * as v from 'valibot';
import { entriesOf, type ContentKind, type Fault, type Release } from '#platform/content/release.ts';
import { Both, competencesOf, frameworkKind, Source } from './framework.ts';

/** The four groups of Quyết định 757/QĐ-BKHCN. Codes are ours. */
export const targetGroupCodes = ['citizens', 'students', 'officials', 'workers'] as const;
export type TargetGroupCode = (typeof targetGroupCodes)[number];

const tier = v.pipe(v.number(), v.integer(), v.minValue(1));
const groupCode = v.picklist(targetGroupCodes);

export const TargetGroup = v.strictObject({
  code: groupCode,
  name: Both,
  /** Competence → the tier that is asked. */
  tiers: v.record(v.string(), tier),
  /** Parts of the group of which another tier is asked in every competence. */
  bands: v.optional(v.array(v.strictObject({ code: v.string(), name: Both, tier })), []),
});
export type TargetGroup = v.InferOutput<typeof TargetGroup>;

export const TargetGroups = v.strictObject({
  id: v.string(),
  current: v.optional(v.boolean(), false),
  framework: v.string(),
  version: v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD')),
  title: Both,
  note: Both,
  sources: v.array(Source),
  groups: v.pipe(v.array(TargetGroup), v.minLength(1)),
});
export type TargetGroups = v.InferOutput<typeof TargetGroups>;

export const targetGroupKind: ContentKind<TargetGroups> = {
  name: 'target-groups',
  files: 'frameworks/groups-*.yaml',
  schema: TargetGroups,
  check: (entries, release) =>
    entries.flatMap(({ path, value }) =>
      faultsOf(value, release).map((what): Fault => ({ path, line: 0, what })),
    ),
};

function faultsOf(mapping: TargetGroups, release: Release): string[] {
  const framework = entriesOf(release, frameworkKind).find(
    (entry) => entry.value.id === mapping.framework,
  )?.value;
  if (!framework) return [`framework ${mapping.framework} is not in content/frameworks`];
  const known = competencesOf(framework).map((one) => one.code);
  const highest = framework.tiers.length;
  const faults: string[] = [];
  const codes = mapping.groups.map((group) => group.code);
  for (const twice of codes.filter((one, index) => codes.indexOf(one) !== index))
    faults.push(`group ${twice} stands twice`);
  for (const group of mapping.groups) {
    for (const code of known)
      if (!(code in group.tiers)) faults.push(`group ${group.code} has no tier for ${code}`);
    for (const [code, asked] of Object.entries(group.tiers)) {
      if (!known.includes(code))
        faults.push(`group ${group.code}: competence ${code} is not in ${mapping.framework}`);
      if (asked > highest) faults.push(`group ${group.code}: tier ${asked} of ${code} is above ${highest}`);
    }
    for (const band of group.bands)
      if (band.tier > highest) faults.push(`band ${band.code}: tier ${band.tier} is above ${highest}`);
  }
  return faults;
}

/** The groups in force. @throws Error when the content holds none */
export function targetGroups(release: Release): TargetGroups {
  const entries = entriesOf(release, targetGroupKind);
  const found = entries.find((entry) => entry.value.current) ?? entries[0];
  if (!found) throw new Error('content/frameworks holds no target groups');
  return found.value;
}
