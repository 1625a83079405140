import { NATION_ID } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Actor, Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { EvidenceDemand } from '../domain/evidence.ts';
import { bundleOfRules, currentBundle, type Bundle } from './bundle.ts';
import { findHome, listChoices, type RuleChoice } from './rule-choices.store.ts';
import type { AssessmentTables } from './tables.ts';

type Asking = Pick<Services<AssessmentTables>, 'db' | 'content'>;

/** The choice that holds at a unit: of the unit itself or of the nearest one above it that chose. */
export interface Holding {
  readonly ruleSet: string;
  /** The unit that chose. */
  readonly unitId: number;
  /** What it asks to be done, over what the rule set asks. */
  readonly evidence: EvidenceDemand | null;
}

/**
 * The choice for a group at a unit, of those who come from a programme where it is given. Near beats far, and at one
 * unit the programme beats everybody.
 *
 * @param path the unit first, then each one above it
 * @param choices of these units, the newest first
 */
export function holdingAt(
  path: readonly number[],
  choices: readonly RuleChoice[],
  programme: string,
): Holding | undefined {
  for (const unitId of path) {
    for (const wanted of programme === '' ? [''] : [programme, '']) {
      const last = choices.find((one) => one.unit_id === unitId && one.programme === wanted);
      if (last && last.rule_set !== '') return { ruleSet: last.rule_set, unitId, evidence: last.evidence };
    }
  }
  return undefined;
}

/** The unit and those above it, the nearest first; the whole country alone where the home is not known. */
export async function pathOf(db: Asking['db'], unitId: number | undefined): Promise<number[]> {
  const tree = await treeOf(db);
  if (unitId === undefined || !tree.find(unitId)) return [NATION_ID];
  return [
    unitId,
    ...tree
      .ancestors(unitId)
      .map(({ id }) => id)
      .reverse(),
  ];
}

/**
 * The bundle that a new test of this person begins with: what her unit, or the nearest one above it, chose.
 */
export async function bundleFor(
  asking: Asking,
  person: Identity | Actor,
  group: string,
  programme = '',
): Promise<Bundle | undefined> {
  return (await rulesFor(asking, person, group, programme))?.bundle;
}

/** The bundle, and what her unit asks to be done beside the test. */
export async function rulesFor(
  asking: Asking,
  person: Identity | Actor,
  group: string,
  programme = '',
): Promise<HoldingRules | undefined> {
  const home = 'personId' in person ? await findHome(asking.db, person) : undefined;
  return rulesAt(asking, home, group, programme);
}

/**
 * What holds at a unit; of the whole country where none is given.
 *
 * A choice that this release does not know any more is passed over: nobody loses her test by an update.
 */
export async function bundleAt(
  asking: Asking,
  unitId: number | undefined,
  group: string,
): Promise<Bundle | undefined> {
  return (await rulesAt(asking, unitId, group))?.bundle;
}

export interface HoldingRules {
  readonly bundle: Bundle;
  readonly evidence: EvidenceDemand | null;
}

export async function rulesAt(
  { db, content }: Asking,
  unitId: number | undefined,
  group: string,
  programme = '',
): Promise<HoldingRules | undefined> {
  const path = await pathOf(db, unitId);
  const choices = await listChoices(db, path, group);
  const known = choices.filter(
    ({ rule_set: ruleSet }) => ruleSet === '' || bundleOfRules(content(), ruleSet) !== undefined,
  );
  const holding = holdingAt(path, known, programme);
  const bundle = holding ? bundleOfRules(content(), holding.ruleSet) : currentBundle(content(), group);
  return bundle && { bundle, evidence: holding?.evidence ?? null };
}
