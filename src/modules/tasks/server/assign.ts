import { audit } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Tree } from '#modules/organisations/index.ts';
import { fold } from '#platform/text/fold.ts';
import type { Assign } from '../domain/contract.ts';
import { MOST_IN_GROUP, unitsOfGroup } from '../domain/groups.ts';
import type { ItemRole } from '../domain/item.ts';
import { refuse } from '../domain/refusals.ts';
import { insertItems, replaceKnownWords, type ItemRow } from './items.store.ts';
import { givenTask, personOf, type Asking } from './rights.ts';
import { lockTask } from './tasks.store.ts';

/** Ids of the chosen units, those of groups included, each once. */
function chosenUnits(tree: Tree, unitId: number, chosen: Assign['lead']): number[] {
  const ids = chosen.units.map((one) => one.unitId);
  const away = ids.find((id) => !tree.isWithin(id, unitId) || tree.find(id)?.validTo !== '9999-12-31');
  if (away !== undefined) refuse('outside-unit');
  for (const group of chosen.groups) {
    const units = unitsOfGroup(tree, unitId, group);
    if (units.length === 0) refuse('group-empty');
    if (units.length > MOST_IN_GROUP) refuse('group-too-large', { most: MOST_IN_GROUP });
    ids.push(...units.map(({ id }) => id));
  }
  return [...new Set(ids)];
}

/** Words that name one unit are remembered, so that the next plan proposes it. */
function wordsToKeep({ lead, coordinating }: Assign): Map<string, number[]> {
  const kept = new Map<string, number[]>();
  for (const { unitId, words } of [...lead.units, ...coordinating.units]) {
    const key = fold(words);
    if (key !== '') kept.set(key, [...new Set([...(kept.get(key) ?? []), unitId])]);
  }
  return kept;
}

/**
 * Gives a task to units at or below the one that gives it. A unit that has a part already keeps it as it is, so that
 * repeating changes nothing.
 *
 * @throws Refusal tasks/task-not-found, tasks/nobody-chosen, tasks/outside-unit, tasks/group-empty, tasks/group-too-large
 */
export async function assign(
  context: Asking,
  unitId: number,
  taskId: string,
  given: Assign,
): Promise<{ lead: number; coordinating: number }> {
  await givenTask(context, unitId, taskId);
  const tree = await treeOf(context.db);
  const lead = chosenUnits(tree, unitId, given.lead);
  const coordinating = chosenUnits(tree, unitId, given.coordinating).filter((id) => !lead.includes(id));
  if (lead.length + coordinating.length === 0) refuse('nobody-chosen');
  const at = context.now();
  return context.db.transaction().execute(async (tx) => {
    const task = (await lockTask(tx, taskId)) ?? refuse('task-not-found');
    const part =
      (role: ItemRole) =>
      (id: number): ItemRow => ({
        id: context.newId(),
        task_id: taskId,
        unit_id: id,
        role,
        state: 'given',
        due_on: task.due_on,
        reported_on: null,
        given_at: at,
        given_by: personOf(context),
        changed_at: at,
      });
    const added = await insertItems(tx, [
      ...lead.map(part('lead')),
      ...coordinating.map(part('coordinating')),
    ]);
    for (const [folded, targets] of wordsToKeep(given)) await replaceKnownWords(tx, unitId, folded, targets);
    const count = (role: ItemRole) => added.filter((one) => one.role === role).length;
    const counts = { lead: count('lead'), coordinating: count('coordinating') };
    if (added.length > 0)
      await audit(tx, context, { action: 'tasks.assign', unitId, detail: { task: taskId, ...counts } });
    return counts;
  });
}
