import { libraryAt } from '#modules/learning/server.ts';
import { hasRole, requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { RuleOption, RulesView } from '../domain/rules-contract.ts';
import {
  bundleOfRules,
  bundlesIn,
  currentBundle,
  groupName,
  groupsWithTest,
  unmetBy,
  type Bundle,
} from './bundle.ts';
import { listChoices, type RuleChoice } from './rule-choices.store.ts';
import { holdingAt, pathOf } from './rules-of-person.ts';
import { withdrawnItems } from './items/withdrawn.ts';
import type { AssessmentTables } from './tables.ts';

type Asking = Context<AssessmentTables>;
/** Who chooses, and who may look. */
export const CHOOSERS = ['assessment-officer'];
const READERS = [...CHOOSERS, 'administrator', 'leader'];

/** Rule sets, and which of them holds at a unit. */
export async function readRules(context: Asking, unitId: number): Promise<RulesView> {
  const unit = await requireRole(context, READERS, unitId);
  const release = context.content();
  const broken = await withdrawnItems(context);
  const tree = await treeOf(context.db);
  const path = await pathOf(context.db, unitId);
  const programmes = libraryAt(release, tree, unitId).summaries.map(({ id, title }) => ({ id, title }));
  const groups: RulesView['groups'] = [];
  const history: RuleChoice[] = [];
  for (const group of groupsWithTest) {
    const choices = await listChoices(context.db, path, group);
    const standing = currentBundle(release, group)?.rules.id ?? '';
    const inForce = (programme: string) => {
      const known = choices.filter(({ rule_set: id }) => id === '' || bundleOfRules(release, id));
      const holding = holdingAt(path, known, programme);
      const by = holding && tree.find(holding.unitId);
      return {
        ruleSet: holding?.ruleSet ?? standing,
        evidence: holding?.evidence?.everywhere ?? null,
        by: by ? { id: by.id, name: by.name } : null,
        own: holding?.unitId === unitId,
      };
    };
    const named = new Set(choices.map(({ programme }) => programme));
    groups.push({
      group,
      name: groupName(release, group),
      inForce: inForce(''),
      programmes: programmes
        .filter(({ id }) => named.has(id))
        .map(({ id, title }) => ({ programme: id, title, inForce: inForce(id) })),
    });
    history.push(...choices.filter(({ unit_id: id }) => id === unitId));
  }
  return {
    unit: { id: unit.id, name: unit.name },
    options: bundlesIn(release).map((bundle) => optionOf(bundle, broken)),
    groups,
    programmes,
    history: history.map((row) => ({
      group: row.group_code,
      programme: row.programme === '' ? null : row.programme,
      ruleSet: row.rule_set === '' ? null : row.rule_set,
      evidence: row.evidence?.everywhere ?? null,
      reason: row.reason,
      at: row.chosen_at.toISOString(),
    })),
    mayChoose: await hasRole(context, CHOOSERS, unitId),
  };
}

/** Drawing forms takes a while, and what is broken changes seldom. */
const met = new WeakMap<Bundle, { readonly broken: string; readonly canBeMet: boolean }>();

export function canBeMet(bundle: Bundle, broken: ReadonlySet<string>): boolean {
  const key = [...broken].sort().join();
  const known = met.get(bundle);
  if (known?.broken === key) return known.canBeMet;
  const now = { broken: key, canBeMet: unmetBy(bundle, broken).length === 0 };
  met.set(bundle, now);
  return now.canBeMet;
}

function optionOf(bundle: Bundle, broken: ReadonlySet<string>): RuleOption {
  const { rules } = bundle;
  return {
    id: rules.id,
    version: rules.version,
    name: rules.name as RuleOption['name'],
    description: rules.description as RuleOption['description'],
    source: rules.source,
    form: rules.form,
    atLeast: rules.minItems,
    atMost: rules.maxItems,
    passMark: rules.passMark ?? null,
    minutes: rules.timeLimitMinutes ?? null,
    basis: (rules.basis ?? []) as RuleOption['basis'],
    canBeMet: canBeMet(bundle, broken),
    groups: rules.groups ?? null,
  };
}
