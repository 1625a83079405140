import { randomInt } from 'node:crypto';
import { audit } from '#modules/identity/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { Out } from '#platform/http/endpoint.ts';
import type { Tx } from '#platform/database/connect.ts';
import { refuse } from '../../domain/refusals.ts';
import type { listSittings as List, OpenSitting } from '../../domain/sitting-contract.ts';
import { isFor } from '../../domain/rules.ts';
import { bundlesIn, groupName, groupsWithTest, rulesForGroup, unmetBy } from '../bundle.ts';
import { canBeMet } from '../read-rules.ts';
import { bundleAt } from '../rules-of-person.ts';
import { withdrawnItems } from '../items/withdrawn.ts';
import type { AssessmentTables } from '../tables.ts';
import { deleteCode, insertCode, insertSitting, listSittings, type SittingKey } from './sittings.store.ts';

type Asking = Context<AssessmentTables>;
/** Who watches over a test. */
export const INVIGILATORS = ['assessment-officer', 'teacher', 'clerk'];
/** A code lets people in for so long; those who are late get a new one. */
const CODE_MINUTES = 30;

/** Sittings of a unit. */
export async function readSittings(context: Asking, unitId: number): Promise<Out<typeof List>> {
  const unit = await requireRole(context, INVIGILATORS, unitId);
  const rows = await listSittings(context.db, unit.partKey, unitId);
  const rules = await rulesToSitBy(context, unitId);
  return {
    unit: { id: unit.id, name: unit.name },
    rules,
    sittings: rows.map((row) => ({
      id: row.id,
      place: row.place,
      ruleSet: rules.find(({ id }) => id === row.rule_set)?.name ?? { vi: row.rule_set },
      openedAt: row.opened_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      people: Number(row.people),
    })),
  };
}

/** What each group can be tested by here; of a group what holds for the unit's people first. */
async function rulesToSitBy(context: Asking, unitId: number): Promise<Out<typeof List>['rules']> {
  const broken = await withdrawnItems(context);
  const met = bundlesIn(context.content()).filter((bundle) => canBeMet(bundle, broken));
  const rules = [];
  for (const group of groupsWithTest) {
    const own = (await bundleAt(context, unitId, group))?.rules.id;
    const mine = met
      .filter((bundle) => isFor(bundle.rules, group))
      .map(({ rules: { id, name } }) => ({
        id,
        name: name as { vi: string; en: string },
        group,
        groupName: groupName(context.content(), group),
      }))
      .sort((one, other) => Number(other.id === own) - Number(one.id === own));
    rules.push(...mine);
  }
  return rules;
}

/** @throws Refusal `assessment/rules-unknown`, `assessment/rules-unmet` */
export async function openSitting(
  context: Asking,
  unitId: number,
  { id, group, ruleSet, place }: OpenSitting,
): Promise<{ id: string }> {
  const unit = await requireRole(context, INVIGILATORS, unitId);
  const bundle = rulesForGroup(context.content(), ruleSet, group) ?? refuse('rules-unknown');
  if (unmetBy(bundle, await withdrawnItems(context)).length > 0) return refuse('rules-unmet');
  const sitting = { part_key: unit.partKey, id };
  await context.db.transaction().execute(async (tx) => {
    const isNew = await insertSitting(tx, {
      ...sitting,
      unit_id: unitId,
      group_code: group,
      rule_set: ruleSet,
      place,
      opened_by: (context.actor as Person).personId,
      opened_at: context.now(),
      ended_at: null,
    });
    if (!isNew) return;
    await renewCode(tx, context, sitting);
    await audit(tx, context, { action: 'assessment.open-sitting', unitId, detail: { sitting: id, ruleSet } });
  });
  return { id };
}

/** Gives a sitting a new code; the one before opens nothing any more. Six digits: they are read aloud and typed. */
export async function renewCode(
  tx: Tx<AssessmentTables>,
  { now }: Pick<Asking, 'now'>,
  sitting: SittingKey,
): Promise<void> {
  const until = new Date(now().getTime() + CODE_MINUTES * 60_000);
  await deleteCode(tx, sitting);
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    if (await insertCode(tx, sitting, code, until)) return;
  }
}

/** As it is written on the board and read aloud. */
export const spacedCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
