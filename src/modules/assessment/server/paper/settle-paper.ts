import { audit } from '#modules/identity/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { differences, type PaperStanding } from '../../domain/paper/standing.ts';
import { refuse } from '../../domain/refusals.ts';
import type { AssessmentTables } from '../tables.ts';
import { countPaper, sitterOf } from './count-paper.ts';
import { ownPaper, type PaperAt } from './own-paper.ts';
import { listEntries, lockSheet, updateSheet } from './papers.store.ts';
import { assertOpen } from './type-paper.ts';
import { handOf, readTyped, writingsOf } from './typed-sheet.ts';

/**
 * Counts a sheet that two hands typed differently, with what the paper says at those places.
 *
 * @param values by position; each place that differs is needed, others are left as both typed them
 * @throws Refusal `assessment/paper-nothing-to-settle`, `assessment/paper-letters`, and as `typePaper`
 */
export async function settlePaper(
  context: Context<AssessmentTables>,
  at: PaperAt,
  values: Readonly<Record<string, string>>,
): Promise<{ standing: PaperStanding }> {
  const own = await ownPaper(context, at);
  assertOpen(own);
  const entries = await listEntries(context.db, own.sheet.part_key, [own.sheet.id]);
  const [one, other] = entries.map(handOf).filter(({ isDone }) => isDone);
  if (!one || !other) return refuse('paper-nothing-to-settle');
  const differing = differences(one, other);
  const chosen = (place: number, typed: string) =>
    differing.includes(place) ? (values[place] ?? '?') : typed;
  const { hand, faults } = readTyped(
    writingsOf(own.sheet, own.bundle),
    chosen(-1, one.personCode),
    one.answers.map((typed, place) => chosen(place, typed)),
  );
  if (faults.length > 0) return refuse('paper-letters', { positions: faults });
  const sitter = await sitterOf(context, own.sitting, own.bundle, hand.personCode);
  await context.db.transaction().execute(async (tx) => {
    const sheet = await lockSheet(tx, own.sheet);
    assertOpen({ ...own, sheet });
    const settled = Object.fromEntries(
      differing.map((place) => [place, place < 0 ? hand.personCode : hand.answers[place]]),
    );
    await updateSheet(tx, sheet, { settled, settled_by: (context.actor as Person).personId });
    await audit(tx, context, {
      action: 'assessment.settle-paper',
      unitId: own.unit.id,
      detail: { sheet: sheet.id, sitting: own.sitting.id, places: differing.length },
    });
    await countPaper(tx, context, { ...own, sheet, ...sitter }, hand.answers);
  });
  return { standing: 'counted' };
}
