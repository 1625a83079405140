import { randomBytes, randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { audit } from '#modules/identity/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { refuse } from '../../domain/refusals.ts';
import { drawPaper } from '../../domain/paper/form.ts';
import { sheetNumber } from '../../domain/paper/number.ts';
import type { PrintPapers } from '../../domain/paper-contract.ts';
import type { SessionState } from '../../domain/session-state.ts';
import { rulesForGroup, type Bundle } from '../bundle.ts';
import { ledgerOf } from '../exposure-ledger.ts';
import { withdrawnItems } from '../items/withdrawn.ts';
import { INVIGILATORS } from '../sittings/open-sitting.ts';
import { findSitting } from '../sittings/sittings.store.ts';
import type { AssessmentTables } from '../tables.ts';
import { findBatch, insertBatch, insertSheets } from './papers.store.ts';

type Asking = Context<AssessmentTables>;

/** Neighbours write different ones. */
const FORMS = ['A', 'B', 'C', 'D'] as const;

/**
 * Draws and numbers the sheets of a batch; the same id again changes nothing.
 *
 * @throws Refusal `assessment/rules-unknown`, `assessment/rules-unmet`
 * @throws Refusal `assessment/sitting-not-found`, `assessment/sitting-ended`, `assessment/paper-other-rules`
 */
export async function printPapers(
  context: Asking,
  unitId: number,
  given: PrintPapers,
): Promise<{ id: string }> {
  const unit = await requireRole(context, INVIGILATORS, unitId);
  const bundle = rulesForGroup(context.content(), given.ruleSet, given.group) ?? refuse('rules-unknown');
  await checkSitting(context, unit.partKey, unitId, given);
  if (await findBatch(context.db, unit.partKey, given.id)) return { id: given.id };

  const forms = given.variants === 'forms' ? Math.min(FORMS.length, given.sheets) : given.sheets;
  const states = await drawForms(context, bundle, forms);
  const at = context.now();
  const batch = {
    part_key: unit.partKey,
    id: given.id,
    unit_id: unitId,
    group_code: given.group,
    rule_set: given.ruleSet,
    bundle: bundle.id,
    sitting_id: given.sitting,
    variants: given.variants,
    is_large: given.large,
    printed_by: (context.actor as Person).personId,
    printed_at: at,
  };
  await context.db.transaction().execute(async (tx) => {
    let number: string;
    do {
      if (await findBatch(tx, unit.partKey, given.id)) return;
      number = String(randomInt(10_000, 100_000));
    } while (!(await insertBatch(tx, { ...batch, number })));
    await insertSheets(
      tx,
      Array.from({ length: given.sheets }, (_, sheet) => ({
        part_key: unit.partKey,
        id: context.newId(),
        batch_id: given.id,
        unit_id: unitId,
        number: sheetNumber(number, sheet + 1),
        form: given.variants === 'forms' ? (FORMS[sheet % forms] ?? '') : '',
        state: states[sheet % forms] as SessionState,
      })),
    );
    await audit(tx, context, {
      action: 'assessment.print-papers',
      unitId,
      detail: { batch: given.id, number, sheets: given.sheets, ruleSet: given.ruleSet },
    });
  });
  return { id: given.id };
}

async function checkSitting(
  context: Asking,
  partKey: number,
  unitId: number,
  { sitting: id, ruleSet, group }: PrintPapers,
): Promise<void> {
  if (id === null) return;
  const sitting = await findSitting(context.db, { part_key: partKey, id });
  if (sitting?.unit_id !== unitId) return refuse('sitting-not-found');
  if (sitting.ended_at) return refuse('sitting-ended');
  if (sitting.rule_set !== ruleSet || sitting.group_code !== group) return refuse('paper-other-rules');
}

/** Each is in the world once it is printed, so exposure counts it now. */
async function drawForms(context: Asking, bundle: Bundle, count: number): Promise<SessionState[]> {
  const ledger = ledgerOf(context.db, bundle);
  const broken = await withdrawnItems(context);
  const states: SessionState[] = [];
  while (states.length < count) {
    const seed = randomBytes(16).toString('base64url');
    const exposure = await ledger.counts(context);
    const state = drawPaper(bundle.bank, bundle.rules, { seed, seenItems: [], exposure }, broken);
    if (!state) return refuse('rules-unmet');
    ledger.noteStart(state);
    for (const id of state.asked) ledger.noteAsked(id);
    states.push(state);
    // Others are answered between two sheets.
    await setImmediate();
  }
  return states;
}
