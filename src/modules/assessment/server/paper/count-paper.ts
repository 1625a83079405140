import { announce } from '#platform/outbox/outbox.ts';
import type { Context } from '#platform/http/context.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { EvidenceDemand } from '../../domain/evidence.ts';
import { answerOf } from '../../domain/paper/letters.ts';
import { refuse } from '../../domain/refusals.ts';
import { ruleSetKey } from '../../domain/rules.ts';
import { markAnswer } from '../../domain/scoring.ts';
import { nextStep } from '../../domain/session.ts';
import { findSession } from '../answers-together.ts';
import type { Bundle } from '../bundle.ts';
import { finishedEvent } from '../end-session.ts';
import { finishSession } from '../end-session.store.ts';
import { insertSession } from '../session.store.ts';
import { rulesAt } from '../rules-of-person.ts';
import { testsOfSitter } from '../sittings/may-sit.ts';
import { listSeats, setAside, updateSeat } from '../sittings/seats.store.ts';
import type { AssessmentTables, SeatRow, SessionRow, SittingRow } from '../tables.ts';
import { insertPaperAnswers, updateSheet } from './papers.store.ts';
import type { PaperSheetRow } from './tables.ts';
import { questionsOf } from './typed-sheet.ts';

type Asking = Context<AssessmentTables>;
type Write = Tx<AssessmentTables>;

/** Everything that a sheet needs to become a test. */
export interface Counting {
  readonly sitting: SittingRow;
  readonly sheet: PaperSheetRow;
  readonly bundle: Bundle;
  readonly seat: SeatRow;
  /** What the unit asks to be done, over what the rules ask. */
  readonly evidence: EvidenceDemand | null;
  /** Her test on the phone, which the power cut short. */
  readonly open: SessionRow | undefined;
}

/**
 * Whose sheet it is: who sits there by this code, was let in, and has not finished a test.
 *
 * @throws Refusal `assessment/person-code-unknown`, `assessment/seat-not-so`, `assessment/passed-already`,
 *   `assessment/wait-before-retake`
 */
export async function sitterOf(
  context: Asking,
  sitting: SittingRow,
  bundle: Bundle,
  personCode: string,
): Promise<Pick<Counting, 'seat' | 'open' | 'evidence'>> {
  const seats = await listSeats(context.db, sitting);
  const seat = seats.find(({ person_code: code }) => code === personCode) ?? refuse('person-code-unknown');
  const person = { partKey: seat.person_part_key, personId: seat.person_id };
  const begun = seat.session_id ? await findSession(context.db, person.partKey, seat.session_id) : undefined;
  const mayWrite = seat.state === 'approved' || (begun && !begun.finished_at);
  if (!mayWrite) return refuse('seat-not-so');
  const { open } = await testsOfSitter(context, person, sitting.group_code, bundle.rules);
  const holding = await rulesAt(context, sitting.unit_id, sitting.group_code);
  return { seat, open, evidence: holding?.evidence ?? null };
}

/**
 * Makes a sheet a watched test of its person: marked by the bundle it was printed from, with everything that makes it
 * be played again. Her test on the phone is set aside.
 *
 * @param written in the order of the questions, as `readWritten` gives it
 */
export async function countPaper(
  tx: Write,
  context: Asking,
  { sitting, sheet, bundle, seat, evidence, open }: Counting,
  written: readonly string[],
): Promise<void> {
  const now = context.now();
  const { state } = sheet;
  const answers = questionsOf(sheet, bundle).map((question, position) => {
    const item = bundle.items.get(question.itemId);
    const marked = item && markAnswer(item, state.seed, answerOf(question, written[position] ?? ''));
    if (marked?.kind !== 'marked') throw new Error(`sheet ${sheet.id}: answer ${position} cannot be marked`);
    return { position, itemId: question.itemId, given: marked.given, right: marked.right };
  });
  const results = answers.map(({ right }) => (right ? '1' : '0')).join('');
  const step = nextStep(bundle.bank, bundle.rules, { ...state, results });
  if (step.kind !== 'finished') throw new Error(`sheet ${sheet.id} and its bundle disagree: ${step.kind}`);

  const row = {
    part_key: seat.person_part_key,
    id: context.newId(),
    person_id: seat.person_id,
    group_code: sitting.group_code,
    rule_set: ruleSetKey(bundle.rules),
    bundle: bundle.id,
    state: { ...state, results },
    started_at: sitting.opened_at,
    sitting_id: sitting.id,
    evidence,
    device_kind: 'paper',
    language: 'vi',
    device_key: '',
  };
  if (open) await setAside(tx, { partKey: open.part_key, id: open.id }, now);
  if (!(await updateSeat(tx, seat, [seat.state], { state: 'started', session_id: row.id })))
    return refuse('seat-not-so');
  if (!(await insertSession(tx, row))) throw new Error(`seat ${seat.id}: another test was begun meanwhile`);
  await insertPaperAnswers(tx, row, answers, now);
  await finishSession(tx, { ...row, version: 0 }, step, now);
  await announce(tx, finishedEvent(context, row, step));
  await updateSheet(tx, sheet, { session_id: row.id, counted_at: now });
}
