import { directoryOf } from '#modules/organisations/server.ts';
import { fold } from '#platform/text/fold.ts';
import type { Proposals, ProposalView } from '../domain/contract.ts';
import { groups, unitsOfGroup } from '../domain/groups.ts';
import { propose, type Proposal } from '../domain/propose.ts';
import { listKnownWords } from './items.store.ts';
import { givenTask, type Asking } from './rights.ts';

const MOST_FOUND = 12;
/** Words that mean more units than these by name are a matter for the search. */
const MOST_UNITS = 20;

/** @throws Refusal tasks/task-not-found */
export async function readProposals(
  context: Asking,
  unitId: number,
  taskId: string,
  q: string,
): Promise<Proposals> {
  const { task } = await givenTask(context, unitId, taskId);
  const { tree, search, terms, otherNames } = await directoryOf(context.db);
  const known = new Map<string, number[]>();
  for (const { folded, target_id } of await listKnownWords(context.db, unitId))
    known.set(folded, [...(known.get(folded) ?? []), target_id]);
  const around = {
    tree,
    unitId,
    known,
    otherNames,
    termOf: (words: string) => terms.get(fold(words)) ?? words,
  };
  const named = (id: number) => ({
    id,
    name: tree.find(id)?.name ?? '',
    place: tree
      .ancestors(id)
      .slice(1)
      .reverse()
      .map(({ name }) => name)
      .join(', '),
  });
  const view = (proposal: Proposal): ProposalView => ({
    ...proposal,
    units: proposal.units.slice(0, MOST_UNITS).map(({ id }) => named(id)),
    groups: [...proposal.groups],
  });
  return {
    lead: propose(task.lead_words, around).map(view),
    coordinating: propose(task.coordinating_words, around).map(view),
    found: search.find(q, { within: unitId, limit: MOST_FOUND }).map(({ unit }) => named(unit.id)),
    groups: groups
      .map((group) => ({ group, count: unitsOfGroup(tree, unitId, group).length }))
      .filter(({ count }) => count > 0),
  };
}
