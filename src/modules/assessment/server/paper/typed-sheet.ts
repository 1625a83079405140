import { tidy } from '#platform/text/fold.ts';
import { present } from '../../domain/presentation.ts';
import {
  readWritten,
  writingOf,
  writtenKey,
  type Printed,
  type Writing,
} from '../../domain/paper/letters.ts';
import { standingOf, type Hand, type PaperStanding } from '../../domain/paper/standing.ts';
import { solution } from '../../domain/scoring.ts';
import type { Bundle } from '../bundle.ts';
import type { PaperEntryRow, PaperSheetRow } from './tables.ts';

/** The questions of a sheet as it shows them, in their order. */
export function questionsOf({ state }: Pick<PaperSheetRow, 'state'>, bundle: Bundle): Printed[] {
  return state.asked.map((id) => {
    const item = bundle.items.get(id);
    const question = item && present(item, state.seed);
    if (!question || question.type === 'perform') throw new Error(`bundle ${bundle.id} cannot print ${id}`);
    return question;
  });
}

export const writingsOf = (sheet: Pick<PaperSheetRow, 'state'>, bundle: Bundle): Writing[] =>
  questionsOf(sheet, bundle).map(writingOf);

/** What a sheet should say, question by question. */
export const keyOf = (sheet: Pick<PaperSheetRow, 'state'>, bundle: Bundle): string[] =>
  questionsOf(sheet, bundle).map((question) => {
    const item = bundle.items.get(question.itemId);
    return item ? writtenKey(writingOf(question), solution(item, sheet.state.seed)) : '';
  });

/** What was typed, as it is kept; positions from 0 that fit no answer of their question, -1 for the person code. */
export function readTyped(
  writings: readonly Writing[],
  personCode: string,
  answers: readonly string[],
): { readonly hand: Omit<Hand, 'isDone'>; readonly faults: number[] } {
  const read = writings.map((writing, place) => readWritten(writing, answers[place] ?? ''));
  const code = readPersonCode(personCode);
  const faults = read.flatMap((one, place) => (one === undefined ? [place] : []));
  if (answers.length > writings.length) faults.push(writings.length);
  return {
    hand: { personCode: code ?? personCode, answers: read.map((one, place) => one ?? answers[place] ?? '') },
    faults: code === undefined ? [-1, ...faults] : faults,
  };
}

/** Three digits, as a seat has them. */
export function readPersonCode(typed: string): string | undefined {
  const code = tidy(typed);
  return /^\d{3}$/.test(code) ? code : undefined;
}

export const handOf = (entry: PaperEntryRow): Hand => ({
  personCode: entry.person_code,
  answers: entry.answers,
  isDone: entry.done_at !== null,
});

export const standingOfSheet = (sheet: PaperSheetRow, entries: readonly PaperEntryRow[]): PaperStanding =>
  standingOf(
    { isCounted: sheet.session_id !== null, isVoid: sheet.void_reason !== null },
    entries.map(handOf),
  );
