import { requireRole } from '#modules/organisations/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { Out } from '#platform/http/endpoint.ts';
import { differences, type Hand } from '../../domain/paper/standing.ts';
import { MOST_SHEETS, shownNumber } from '../../domain/paper/number.ts';
import { paperLength } from '../../domain/paper/form.ts';
import type { listSittingPapers, PapersView, PaperView } from '../../domain/paper-contract.ts';
import type { SittingView } from '../../domain/sitting-contract.ts';
import { bundleOfRules } from '../bundle.ts';
import { INVIGILATORS, readSittings } from '../sittings/open-sitting.ts';
import { ownSitting } from '../sittings/read-sitting.ts';
import { listSittings } from '../sittings/sittings.store.ts';
import type { AssessmentTables, SittingRow } from '../tables.ts';
import { ownPaper, type PaperAt } from './own-paper.ts';
import { listBatches, listEntries, listSheetsOfSitting } from './papers.store.ts';
import type { PaperEntryRow } from './tables.ts';
import { handOf, standingOfSheet, writingsOf } from './typed-sheet.ts';

type Asking = Context<AssessmentTables>;

const nameOf = ({ content }: Asking, ruleSet: string) =>
  (bundleOfRules(content(), ruleSet)?.rules.name ?? { vi: ruleSet }) as SittingView['ruleSet'];
const sittingRef = ({ id, place, ended_at: endedAt }: SittingRow) => ({
  id,
  place,
  endedAt: endedAt?.toISOString() ?? null,
});

/** What a unit printed and can print. */
export async function readPapers(context: Asking, unitId: number): Promise<PapersView> {
  const unit = await requireRole(context, INVIGILATORS, unitId);
  const [{ rules }, sittings, batches] = await Promise.all([
    readSittings(context, unitId),
    listSittings(context.db, unit.partKey, unitId),
    listBatches(context.db, unit.partKey, unitId),
  ]);
  return {
    unit: { id: unit.id, name: unit.name },
    rules: rules.flatMap((one) => {
      const bundle = bundleOfRules(context.content(), one.id);
      return bundle ? [{ ...one, questions: paperLength(bundle.rules) }] : [];
    }),
    sittings: sittings
      .filter(({ ended_at: endedAt }) => endedAt === null)
      .map(({ id, place, rule_set: ruleSet, group_code: group }) => ({ id, place, group, ruleSet })),
    batches: batches.map((batch) => ({
      id: batch.id,
      number: batch.number,
      ruleSet: nameOf(context, batch.rule_set),
      place: sittings.find(({ id }) => id === batch.sitting_id)?.place ?? null,
      variants: batch.variants,
      large: batch.is_large,
      sheets: Number(batch.sheets),
      counted: Number(batch.counted),
      printedAt: batch.printed_at.toISOString(),
    })),
    most: MOST_SHEETS,
  };
}

/** Sheets of a sitting. @throws Refusal `assessment/sitting-not-found` */
export async function readSittingPapers(
  context: Asking,
  unitId: number,
  id: string,
): Promise<Out<typeof listSittingPapers>> {
  const { unit, sitting } = await ownSitting(context, unitId, id);
  const sheets = await listSheetsOfSitting(context.db, sitting);
  const entries = await listEntries(
    context.db,
    sitting.part_key,
    sheets.map((sheet) => sheet.id),
  );
  const me = (context.actor as Person).personId;
  return {
    unit: { id: unit.id, name: unit.name },
    sitting: sittingRef(sitting),
    ruleSet: nameOf(context, sitting.rule_set),
    papers: sheets.map((sheet) => {
      const own = entries.filter((entry) => entry.sheet_id === sheet.id);
      return {
        number: shownNumber(sheet.number),
        standing: standingOfSheet(sheet, own),
        mine: own.some((entry) => entry.entered_by === me && entry.done_at !== null),
        personCode: own.find((entry) => entry.done_at !== null)?.person_code ?? null,
      };
    }),
  };
}

/** A sheet as it is typed in; of others' hands only where they differ. @throws Refusal as `ownPaper` */
export async function readPaper(context: Asking, at: PaperAt): Promise<PaperView> {
  const { unit, sitting, sheet, bundle } = await ownPaper(context, at);
  const entries = await listEntries(context.db, sheet.part_key, [sheet.id]);
  const stands = standingOfSheet(sheet, entries);
  const mine = entries.find((entry) => entry.entered_by === (context.actor as Person).personId);
  const [one, other] = entries.map(handOf).filter(({ isDone }) => isDone);
  const isOver = stands === 'counted' || stands === 'void' || sitting.ended_at !== null;
  return {
    unit: { id: unit.id, name: unit.name },
    sitting: sittingRef(sitting),
    number: shownNumber(sheet.number),
    form: sheet.form || null,
    standing: stands,
    next: isOver ? null : nextFor(stands, mine),
    questions: writingsOf(sheet, bundle).map(({ letters, exactly }) => ({
      letters,
      exactly: exactly === 'several' ? 0 : exactly,
    })),
    draft: mine ? { personCode: mine.person_code, answers: mine.answers } : null,
    differences:
      stands === 'differs' && one && other
        ? differences(one, other).map((position) => ({
            position,
            one: valueAt(one, position),
            other: valueAt(other, position),
          }))
        : [],
    voidReason: sheet.void_reason,
  };
}

const valueAt = (hand: Hand, position: number): string =>
  position < 0 ? hand.personCode : (hand.answers[position] ?? '');

function nextFor(stands: PaperView['standing'], mine: PaperEntryRow | undefined): PaperView['next'] {
  if (stands === 'differs') return 'settle';
  if (mine?.done_at) return null;
  return stands === 'once' ? 'type-again' : 'type';
}
