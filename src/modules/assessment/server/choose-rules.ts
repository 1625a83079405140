import { audit } from '#modules/identity/server.ts';
import { libraryAt } from '#modules/learning/server.ts';
import { requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import type { ChooseRules } from '../domain/rules-contract.ts';
import { groupsWithTest, rulesForGroup, unmetBy } from './bundle.ts';
import { CHOOSERS } from './read-rules.ts';
import { unshowable } from './evidence.ts';
import { insertChoice } from './rule-choices.store.ts';
import { withdrawnItems } from './items/withdrawn.ts';
import type { AssessmentTables } from './tables.ts';

/**
 * Chooses the rules of a unit, or takes its own choice back. Tests that run go on by the rules they began with.
 *
 * @throws Refusal `assessment/rules-unknown`, `assessment/programme-unknown`, `assessment/reason-needed`
 * @throws Refusal `assessment/rules-unmet` when the bank as it is today cannot give what the rules ask
 */
export async function chooseRules(
  context: Context<AssessmentTables>,
  unitId: number,
  { id, group, programme, ruleSet, evidence, reason }: ChooseRules,
): Promise<{ id: string }> {
  await requireRole(context, CHOOSERS, unitId);
  if (!groupsWithTest.includes(group)) return refuse('rules-unknown');
  if (reason.length < 3) return refuse('reason-needed');
  const release = context.content();
  if (ruleSet !== null) {
    const bundle = rulesForGroup(release, ruleSet, group) ?? refuse('rules-unknown');
    const [unmet] = unmetBy(bundle, await withdrawnItems(context));
    if (unmet) return refuse('rules-unmet', { unmet });
    const [lacking] = unshowable(release, evidence, bundle.rules);
    if (lacking) return refuse('rules-unmet', { lacking });
  }
  if (programme !== null) {
    const { summaries } = libraryAt(release, await treeOf(context.db), unitId);
    if (!summaries.some((one) => one.id === programme)) return refuse('programme-unknown');
  }
  await context.db.transaction().execute(async (tx) => {
    const isNew = await insertChoice(tx, {
      id,
      unit_id: unitId,
      group_code: group,
      programme: programme ?? '',
      rule_set: ruleSet ?? '',
      evidence: ruleSet === null ? null : evidence,
      reason,
      chosen_by: (context.actor as Person).personId,
      chosen_at: context.now(),
    });
    if (!isNew) return;
    await audit(tx, context, {
      action: 'assessment.choose-rules',
      unitId,
      detail: { group, programme, ruleSet, evidence: evidence?.everywhere ?? null },
    });
  });
  return { id };
}
