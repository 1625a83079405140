import { audit } from '#modules/identity/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { differences, type Hand, type PaperStanding } from '../../domain/paper/standing.ts';
import type { TypePaper } from '../../domain/paper-contract.ts';
import { refuse } from '../../domain/refusals.ts';
import type { AssessmentTables } from '../tables.ts';
import { countPaper, sitterOf } from './count-paper.ts';
import { ownPaper, type OwnPaper, type PaperAt } from './own-paper.ts';
import { listEntries, lockSheet, saveEntry, updateSheet } from './papers.store.ts';
import { handOf, readTyped, standingOfSheet, writingsOf } from './typed-sheet.ts';

type Asking = Context<AssessmentTables>;

/**
 * Keeps what one person typed from a sheet, and counts it when a second person has typed the same. A draft is kept before
 * anything else is looked at, so that a refusal loses nothing.
 *
 * @throws Refusal as `ownPaper`; `assessment/sitting-ended`, `assessment/paper-void`, `assessment/paper-entered`,
 *   `assessment/paper-letters`; and as `sitterOf`
 */
export async function typePaper(
  context: Asking,
  at: PaperAt,
  given: TypePaper,
): Promise<{ standing: PaperStanding }> {
  const own = await ownPaper(context, at);
  const { hand, faults } = readTyped(writingsOf(own.sheet, own.bundle), given.personCode, given.answers);
  const again = given.done ? await sentBefore(context, own, hand) : undefined;
  if (again) return { standing: again };
  assertOpen(own);
  const now = context.now();
  const entry = {
    part_key: own.sheet.part_key,
    id: given.id,
    sheet_id: own.sheet.id,
    entered_by: (context.actor as Person).personId,
    person_code: hand.personCode,
    answers: [...hand.answers],
    saved_at: now,
  };
  await context.db.transaction().execute(async (tx) => {
    if (!(await saveEntry(tx, { ...entry, done_at: null }))) refuse('paper-entered');
    if (own.sheet.sitting_id === null) await updateSheet(tx, own.sheet, { sitting_id: own.sitting.id });
  });
  if (!given.done) return { standing: 'draft' };
  if (faults.length > 0) return refuse('paper-letters', { positions: faults });
  const sitter = await sitterOf(context, own.sitting, own.bundle, hand.personCode);

  return context.db.transaction().execute(async (tx) => {
    const sheet = await lockSheet(tx, own.sheet);
    assertOpen({ ...own, sheet });
    const before = (await listEntries(tx, sheet.part_key, [sheet.id]))
      .map((row) => ({ by: row.entered_by, ...handOf(row) }))
      .filter(({ isDone, by }) => isDone && by !== entry.entered_by);
    await saveEntry(tx, { ...entry, done_at: now });
    await audit(tx, context, {
      action: 'assessment.type-paper',
      unitId: own.unit.id,
      detail: { sheet: sheet.id, sitting: own.sitting.id },
    });
    const [first] = before;
    if (!first) return { standing: 'once' as const };
    if (before.length > 1 || differences(first, { ...hand, isDone: true }).length > 0)
      return { standing: 'differs' as const };
    await countPaper(tx, context, { ...own, sheet, ...sitter }, hand.answers);
    return { standing: 'counted' as const };
  });
}

/** How the sheet stands when the asker has sent exactly this before: a repeat changes nothing. */
async function sentBefore(
  context: Asking,
  { sheet }: OwnPaper,
  hand: Omit<Hand, 'isDone'>,
): Promise<PaperStanding | undefined> {
  const entries = await listEntries(context.db, sheet.part_key, [sheet.id]);
  const mine = entries.find((entry) => entry.entered_by === (context.actor as Person).personId);
  if (!mine?.done_at || differences(handOf(mine), { ...hand, isDone: true }).length > 0) return undefined;
  return standingOfSheet(sheet, entries);
}

/** @throws Refusal `assessment/sitting-ended`, `assessment/paper-void`, `assessment/paper-entered` */
export function assertOpen({ sitting, sheet }: Pick<OwnPaper, 'sitting' | 'sheet'>): void {
  if (sheet.void_reason !== null) refuse('paper-void');
  if (sheet.session_id !== null) refuse('paper-entered');
  if (sitting.ended_at) refuse('sitting-ended');
}

/** Takes a sheet out of its sitting. @throws Refusal as `ownPaper`; `assessment/paper-entered` when it counts */
export async function voidPaper(
  context: Asking,
  at: PaperAt,
  words: string,
): Promise<{ standing: PaperStanding }> {
  const own = await ownPaper(context, at);
  await context.db.transaction().execute(async (tx) => {
    const sheet = await lockSheet(tx, own.sheet);
    if (sheet.session_id !== null) return refuse('paper-entered');
    if (sheet.void_reason !== null) return;
    await updateSheet(tx, sheet, {
      sitting_id: own.sitting.id,
      void_reason: words,
      void_by: (context.actor as Person).personId,
    });
    await audit(tx, context, {
      action: 'assessment.void-paper',
      unitId: own.unit.id,
      detail: { sheet: sheet.id, sitting: own.sitting.id },
    });
  });
  return { standing: 'void' };
}
