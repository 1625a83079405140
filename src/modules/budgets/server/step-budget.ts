import { audit } from '#modules/identity/server.ts';
import { requireRole, worksAt } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { StepBudget } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { findAct, insertAct, listLines, lockSheet, updateSheet } from './budgets.store.ts';
import { READERS, writer, type Asking } from './rights.ts';
import type { BudgetsTables } from './tables.ts';

/**
 * Sends an estimate, or takes it back to change it.
 *
 * @throws Refusal organisations/…, budgets/leader-sends, nothing-to-send, sent-already, not-sent, words-needed, repeat-differs
 */
export async function stepBudget(
  context: Asking,
  params: { unit: number; year: number },
  { id, act, words }: StepBudget,
): Promise<{ state: 'draft' | 'sent' }> {
  await requireRole(context, READERS, params.unit);
  if (!worksAt(context, ['leader'], params.unit)) refuse('leader-sends');
  const unit = await writer(context, params.unit);
  return context.db.transaction().execute(async (tx: Tx<BudgetsTables>) => {
    const sheet = await lockSheet(tx, unit.id, params.year);
    const before = await findAct(tx, id);
    if (before)
      return before.unit_id === unit.id &&
        before.year === params.year &&
        before.act === act &&
        before.words === words
        ? { state: sheet.state }
        : refuse('repeat-differs');
    if (act === 'send') {
      if (sheet.state === 'sent') refuse('sent-already');
      if ((await listLines(tx, unit.id, params.year)).length === 0) refuse('nothing-to-send');
      await updateSheet(tx, sheet, { state: 'sent', edition: sheet.edition + 1, sent_at: context.now() });
    } else {
      if (sheet.state !== 'sent') refuse('not-sent');
      if (words === '') refuse('words-needed');
      await updateSheet(tx, sheet, { state: 'draft' });
    }
    await insertAct(tx, {
      id,
      unit_id: unit.id,
      year: params.year,
      act,
      words,
      done_at: context.now(),
      done_by: unit.personId,
    });
    await audit(tx, context, { action: `budgets.${act}`, unitId: unit.id, detail: { year: params.year } });
    return { state: act === 'send' ? ('sent' as const) : ('draft' as const) };
  });
}
