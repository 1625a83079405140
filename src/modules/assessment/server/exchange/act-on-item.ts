import { audit } from '#modules/identity/server.ts';
import { lexiconOf } from '#platform/text/plain/lexicon.ts';
import type { ActOnUnitItem, SaveUnitItem } from '../../domain/exchange-contract.ts';
import { checked, NotTaken } from '../../domain/exchange/exchanged.ts';
import { draftFaults } from '../../domain/exchange/draft-faults.ts';
import { itemOf } from '../../domain/exchange/our-item.ts';
import {
  afterAct,
  type ItemAct,
  itemActs,
  NATIONAL,
  NEEDS_WHY,
  numbersFor,
} from '../../domain/exchange/steps.ts';
import { refuse } from '../../domain/refusals.ts';
import type { ItemState } from '../../domain/register.ts';
import { findLatestCalibration } from '../calibration.store.ts';
import { type Asking, editedUnit, isNational, ownItem, personOf } from './rights.ts';
import { sayReason } from './say-fault.ts';
import {
  findSaving,
  insertMove,
  insertVersion,
  listAuthors,
  listMoves,
  lockUnitItem,
  raiseHead,
  type UnitItem,
  updateUnitItem,
} from './unit-items.store.ts';

/** Who wrote a question or sent it to be looked at does not decide that it reaches people. */
async function isOwnWork(context: Asking, item: Pick<UnitItem, 'id'>): Promise<boolean> {
  const me = personOf(context);
  const [authors, moves] = await Promise.all([
    listAuthors(context.db, item.id),
    listMoves(context.db, item.id),
  ]);
  return authors.includes(me) || moves.some(({ act, done_by }) => act === 'submit' && done_by === me);
}

/** What the asker may do with it now. */
export async function mayDo(context: Asking, item: UnitItem): Promise<(ItemAct | 'edit')[]> {
  const [national, own] = await Promise.all([isNational(context), isOwnWork(context, item)]);
  const acts = itemActs.filter(
    (act) => afterAct(item.state, act) !== undefined && (!NATIONAL.includes(act) || (national && !own)),
  );
  return item.state === 'draft' ? ['edit', ...acts] : acts;
}

/**
 * Moves a question on; the same id again does nothing.
 *
 * @throws Refusal assessment/item-not-now; assessment/item-has-faults; assessment/item-own-work also where the act is the
 *   nation's; assessment/item-not-calibrated; assessment/reason-needed
 */
export async function actOnUnitItem(
  context: Asking,
  unitId: number,
  itemId: string,
  { id, act, why }: ActOnUnitItem,
): Promise<{ state: ItemState }> {
  await editedUnit(context, unitId);
  const found = await ownItem(context, unitId, itemId);
  const moves = await listMoves(context.db, itemId);
  if (moves.some((move) => move.id === id)) return { state: found.state };
  if (NEEDS_WHY.includes(act) && why.length < 3) refuse('reason-needed');
  const to = afterAct(found.state, act) ?? refuse('item-not-now');
  if (NATIONAL.includes(act) && (!(await isNational(context)) || (await isOwnWork(context, found))))
    refuse('item-own-work');
  if (act === 'submit' || act === 'try') {
    const faults = draftFaults(itemOf(found.content, itemId), lexiconOf(context.content()));
    if (faults.some(({ severity }) => severity === 'error')) refuse('item-has-faults');
  }
  const last = act === 'release' ? await findLatestCalibration(context.db) : undefined;
  const report = last?.report.items.find((one) => one.id === itemId);
  const parameters = numbersFor(report, last?.synthetic ?? false);
  if (act === 'release' && !parameters) refuse('item-not-calibrated');
  const reachesTests = [to, found.state].some((state) => state === 'trial' || state === 'live');
  await context.db.transaction().execute(async (tx) => {
    const row = (await lockUnitItem(tx, itemId))!;
    // Somebody else was quicker.
    if (row.state !== found.state || row.version !== found.version) refuse('item-not-now');
    const at = context.now();
    const move = {
      id,
      item_id: itemId,
      version: row.version,
      act,
      why,
      done_at: at,
      done_by: personOf(context),
    };
    if (!(await insertMove(tx, move))) refuse('item-not-now');
    await updateUnitItem(tx, itemId, { state: to, updated_at: at, ...(parameters && { parameters }) });
    if (reachesTests) await raiseHead(tx);
    await audit(tx, context, { action: `assessment.${act}-item`, unitId, detail: { item: itemId, why } });
  });
  if (reachesTests) await context.contentChanged();
  return { state: to };
}

/**
 * Saves other words of a draft. The same saving twice is one version.
 *
 * @throws Refusal assessment/item-not-draft; assessment/item-changed-meanwhile; assessment/item-broken with the reason
 */
export async function saveUnitItem(
  context: Asking,
  unitId: number,
  itemId: string,
  { id, base, item }: SaveUnitItem,
): Promise<{ version: number }> {
  await editedUnit(context, unitId);
  const found = await ownItem(context, unitId, itemId);
  const had = await findSaving(context.db, id);
  if (had) return had.item_id === itemId ? { version: had.number } : refuse('item-not-found');
  const content = clean(context.language, item);
  // Its id begins with its competence, and answers are kept under it.
  if (content.facts.competence !== found.content.facts.competence)
    refuse('item-broken', { place: 'competence' });
  return context.db.transaction().execute(async (tx) => {
    const row = (await lockUnitItem(tx, itemId))!;
    if (row.state !== 'draft') refuse('item-not-draft');
    if (row.version !== base) refuse('item-changed-meanwhile');
    const at = context.now();
    const number = row.version + 1;
    const saving = { item_id: itemId, number, id, content, saved_at: at, saved_by: personOf(context) };
    if (!(await insertVersion(tx, saving))) refuse('item-changed-meanwhile');
    await updateUnitItem(tx, itemId, { version: number, updated_at: at });
    return { version: number };
  });
}

function clean(language: Asking['language'], item: SaveUnitItem['item']): SaveUnitItem['item'] {
  try {
    return checked(item) as SaveUnitItem['item'];
  } catch (error) {
    if (error instanceof NotTaken)
      return refuse('item-broken', { faults: [{ at: '', what: sayReason(language, error) }] });
    throw error;
  }
}
