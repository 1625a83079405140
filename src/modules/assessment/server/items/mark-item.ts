import { audit } from '#modules/identity/server.ts';
import { hasRole, requireRole } from '#modules/organisations/server.ts';
import { NATION_ID, type Unit } from '#modules/organisations/index.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { Out } from '#platform/http/endpoint.ts';
import type { listMarks as List, MarkItem } from '../../domain/appeal-contract.ts';
import type { Item } from '../../domain/item.ts';
import { refuse } from '../../domain/refusals.ts';
import { bundlesIn, unmetBy } from '../bundle.ts';
import type { AssessmentTables } from '../tables.ts';
import { insertMark, listMarks } from './marks.store.ts';
import { brokenBy, withdrawnChanged, withdrawnItems } from './withdrawn.ts';

type Asking = Context<AssessmentTables>;
export const OFFICERS = ['assessment-officer'];
const READERS = [...OFFICERS, 'administrator'];

/** The bank is everybody's: a commune explains, a province or the country decides what is asked and what counts. */
export const isLarge = ({ kind }: Pick<Unit, 'kind'>): boolean => kind === 'nation' || kind === 'province';

export const itemIn = (context: Pick<Asking, 'content'>, id: string): Item | undefined =>
  bundlesIn(context.content())[0]?.items.get(id);

export async function readMarks(context: Asking, unitId: number): Promise<Out<typeof List>> {
  const unit = await requireRole(context, READERS, unitId);
  const marks = await listMarks(context.db);
  const officer = await hasRole(context, OFFICERS, unitId);
  return {
    unit: { id: unit.id, name: unit.name },
    broken: [...brokenBy(marks).values()].map(({ item_id: itemId, reason }) => ({
      itemId,
      ask: itemIn(context, itemId)?.ask ?? '',
      reason,
    })),
    marks: marks.map(({ item_id: itemId, act, reason, done_at: at }) => ({
      itemId,
      act,
      reason,
      at: at.toISOString(),
    })),
    mayMark: officer && isLarge(unit),
    mayNeutralise: officer && unitId === NATION_ID,
  };
}

/**
 * Takes a question out of all tests, or puts it back. Rules that the bank cannot meet without it are told; those who
 * chose them choose anew.
 *
 * @throws Refusal `assessment/item-unknown`, `assessment/unit-too-small`
 */
export async function markItem(
  context: Asking,
  unitId: number,
  { id, itemId, act, reason }: MarkItem,
): Promise<{ unmet: string[] }> {
  const unit = await requireRole(context, OFFICERS, unitId);
  if (!isLarge(unit)) return refuse('unit-too-small');
  if (!itemIn(context, itemId)) return refuse('item-unknown');
  await context.db.transaction().execute(async (tx) => {
    const isNew = await insertMark(tx, {
      id,
      item_id: itemId,
      act,
      reason,
      unit_id: unitId,
      done_by: (context.actor as Person).personId,
      done_at: context.now(),
    });
    if (isNew)
      await audit(tx, context, { action: `assessment.${act}-item`, unitId, detail: { item: itemId } });
  });
  withdrawnChanged(context.db);
  const broken = await withdrawnItems(context);
  const unmet = bundlesIn(context.content()).filter((bundle) => unmetBy(bundle, broken).length > 0);
  return { unmet: unmet.map(({ rules }) => rules.id) };
}
