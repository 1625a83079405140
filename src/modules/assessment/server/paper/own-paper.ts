import type { Unit } from '#modules/organisations/index.ts';
import type { Context } from '#platform/http/context.ts';
import { readNumber } from '../../domain/paper/number.ts';
import { refuse } from '../../domain/refusals.ts';
import { getBundle, type Bundle } from '../bundle.ts';
import { ownSitting } from '../sittings/read-sitting.ts';
import type { AssessmentTables, SittingRow } from '../tables.ts';
import { findBatch, findSheet } from './papers.store.ts';
import type { PaperBatchRow, PaperSheetRow } from './tables.ts';

/** Where a sheet is named in an address. */
export interface PaperAt {
  readonly unit: number;
  readonly sitting: string;
  readonly number: string;
}

export interface OwnPaper {
  readonly unit: Unit;
  readonly sitting: SittingRow;
  readonly batch: PaperBatchRow;
  readonly sheet: PaperSheetRow;
  /** The one that it was printed from. */
  readonly bundle: Bundle;
}

/**
 * A sheet of the unit that may be typed in at this sitting.
 *
 * @throws Refusal `assessment/sitting-not-found`, `assessment/paper-not-found`, `assessment/paper-other-sitting`,
 *   `assessment/paper-other-rules`
 */
export async function ownPaper(context: Context<AssessmentTables>, at: PaperAt): Promise<OwnPaper> {
  const { unit, sitting } = await ownSitting(context, at.unit, at.sitting);
  const number = readNumber(at.number) ?? refuse('paper-not-found');
  const sheet = (await findSheet(context.db, unit.partKey, unit.id, number)) ?? refuse('paper-not-found');
  const batch = await findBatch(context.db, unit.partKey, sheet.batch_id);
  if (!batch) return refuse('paper-not-found');
  const elsewhere = sheet.sitting_id ?? batch.sitting_id;
  if (elsewhere !== null && elsewhere !== sitting.id) return refuse('paper-other-sitting');
  if (batch.rule_set !== sitting.rule_set || batch.group_code !== sitting.group_code)
    return refuse('paper-other-rules');
  return { unit, sitting, batch, sheet, bundle: await getBundle(context.db, batch.bundle) };
}
