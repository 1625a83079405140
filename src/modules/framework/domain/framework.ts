import * as v from 'valibot';
import { entriesOf, type ContentKind, type Fault, type Release } from '#platform/content/release.ts';

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300));
export const Both = v.strictObject({ vi: name, en: name });
export type Both = v.InferOutput<typeof Both>;

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{3,60}$/, 'must be lower-case letters, digits and hyphens'));
const day = v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD'));
const code = v.pipe(v.string(), v.regex(/^[A-Za-z0-9.]{1,20}$/, 'must be letters, digits and dots'));
const tier = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20));

/** Where a statement comes from, and how sure it is. */
export const Source = v.strictObject({
  what: v.pipe(v.string(), v.maxLength(1000)),
  mark: v.picklist(['confirmed', 'secondary', 'background']),
});

export const Competence = v.strictObject({ code, name: Both, plain: v.optional(Both) });
export type Competence = v.InferOutput<typeof Competence>;
export const Domain = v.strictObject({
  code,
  name: Both,
  competences: v.pipe(v.array(Competence), v.minLength(1)),
});
export type Domain = v.InferOutput<typeof Domain>;

/** A competence framework: domains, competences, and tiers grouped in levels. */
export const Framework = v.strictObject({
  id,
  /** The one in force; exactly one framework of a release is. */
  current: v.optional(v.boolean(), false),
  version: day,
  in_force: day,
  title: Both,
  issuer: name,
  sources: v.array(Source),
  unverified: v.array(Both),
  levels: v.pipe(
    v.array(v.strictObject({ code, name: Both, tiers: v.pipe(v.array(tier), v.minLength(1)) })),
    v.minLength(1),
  ),
  tiers: v.pipe(v.array(v.strictObject({ tier, summary: Both })), v.minLength(1)),
  domains: v.pipe(v.array(Domain), v.minLength(1)),
});
export type Framework = v.InferOutput<typeof Framework>;

export const frameworkKind: ContentKind<Framework> = {
  name: 'frameworks',
  // Target groups live in the same folder and are a kind of their own.
  files: 'frameworks/!(groups-*).yaml',
  schema: Framework,
  check: (entries) => {
    const faults = entries.flatMap(({ path, value }) =>
      faultsOf(value).map((what): Fault => ({ path, line: 0, what })),
    );
    const current = entries.filter((entry) => entry.value.current);
    if (entries.length > 0 && current.length !== 1) {
      faults.push({
        path: entries[0]!.path,
        line: 0,
        what: `${current.length} frameworks are current, exactly one must be`,
      });
    }
    return faults;
  },
};

/** What the schema cannot see; empty when the framework is sound. */
export function faultsOf(framework: Framework): string[] {
  const faults: string[] = [];
  const codes = [
    ...framework.domains.map((one) => one.code),
    ...competencesOf(framework).map((one) => one.code),
  ];
  for (const twice of codes.filter((one, index) => codes.indexOf(one) !== index))
    faults.push(`code ${twice} stands twice`);
  for (const domain of framework.domains) {
    for (const { code: own } of domain.competences) {
      if (!own.startsWith(`${domain.code}.`))
        faults.push(`competence ${own} does not belong to domain ${domain.code}`);
    }
  }
  const tiers = framework.tiers.map((one) => one.tier);
  tiers.forEach((one, index) => {
    if (one !== index + 1)
      faults.push(`tiers must run from 1 without gaps, found ${one} at place ${index + 1}`);
  });
  const inLevels = framework.levels.flatMap((level) => level.tiers);
  if (inLevels.join() !== tiers.join())
    faults.push(`levels hold the tiers ${inLevels.join(', ')}, the framework has ${tiers.join(', ')}`);
  return faults;
}

export const competencesOf = (framework: Framework): Competence[] =>
  framework.domains.flatMap((one) => one.competences);

/** Code of the domain of a competence: `4.2` → `4`. */
export const domainOf = (competence: string): string => competence.split('.')[0]!;

/** The framework in force. @throws Error when the content holds none */
export function currentFramework(release: Release): Framework {
  const current = entriesOf(release, frameworkKind).find((entry) => entry.value.current);
  if (!current) throw new Error('content/frameworks holds no current framework');
  return current.value;
}
