import { audit } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { ActOnReport } from '../domain/write-contract.ts';
import { adopted, type LedgerNumber } from '../domain/ledger.ts';
import { refuse } from '../domain/refusals.ts';
import { nextState, type ReportState } from '../domain/report-state.ts';
import { closingOf, findAsked, type Asking, type Found } from './find-report.ts';
import { cellsOf, computedNow, countFor, fieldsOf } from './ledger.ts';
import { once, personOf } from './once.ts';
import { partCells } from './read-report.ts';
import {
  insertNumbers,
  listNumbers,
  listTexts,
  lockReport,
  updateReport,
  type NumberRow,
} from './reports.store.ts';
import { isClerk, isLeader, requireAbove } from './rights.ts';
import type { ReportingTables } from './tables.ts';

/**
 * Moves a report on; the same id again does nothing.
 *
 * @throws Refusal reporting/clerk-enters, leader-sends, above-decides by who asks; comment-needed for a return without
 *   words; nothing-written; not-entered, not-sent, sent-already, settled, period-closed by how the report stands; repeat-differs
 */
export async function actOnReport(
  context: Asking,
  params: { unit: number; form: string; period: string },
  { id, act, comment }: ActOnReport,
): Promise<{ state: ReportState }> {
  const found = await findAsked(context, params.unit, params.form, params.period);
  if (act === 'enter' && !isClerk(context, found)) refuse('clerk-enters');
  if (act === 'send' && !isLeader(context, found)) refuse('leader-sends');
  if (act === 'accept' || (act === 'return' && !isLeader(context, found))) await requireAbove(context, found);
  if (act === 'return' && comment === '') refuse('comment-needed');
  const counting =
    act === 'send' ? await Promise.all([countFor(context, found), partCells(context, found)]) : null;
  return context.db.transaction().execute(async (tx: Tx<ReportingTables>) => {
    const report = await lockReport(tx, found.key, context.now());
    if (!(await once(tx, context, found.key, { id, act, comment, content: comment })))
      return { state: report.state };
    const { closing } = await closingOf(tx, found);
    // Once it is sent, only the unit above gives it back.
    if (act === 'return' && report.state !== 'entered') await requireAbove(context, found);
    const next = nextState(report.state, act, closing);
    if (!next.ok) return refuse(next.fault);
    if (act === 'return' && report.state === 'entered' && !isLeader(context, found)) refuse('not-sent');
    if (act === 'enter' && !(await hasWriting(tx, found))) refuse('nothing-written');
    const filled = counting ? await freezeNumbers(tx, context, found, ...counting) : 0;
    await updateReport(tx, found.key, {
      state: next.state,
      changed_at: context.now(),
      ...(act === 'return' ? { comment } : {}),
      ...(act === 'send'
        ? {
            sent_at: context.now(),
            first_sent_at: report.first_sent_at ?? context.now(),
            edition: report.edition + 1,
            comment: '',
            filled,
            fields: fieldsOf(found.form),
          }
        : {}),
    });
    await audit(tx, context, {
      action: `reporting.${act}`,
      unitId: found.unit.id,
      detail: { form: found.form.id, period: found.period.key, edition: report.edition },
    });
    return { state: next.state };
  });
}

/** The unit has said something itself: a number or a text. */
async function hasWriting(tx: Tx<ReportingTables>, { key, unit, form }: Found): Promise<boolean> {
  const [rows, texts] = await Promise.all([listNumbers(tx, [unit], form.id, key.period), listTexts(tx, key)]);
  return (
    rows.some(({ kind, num }) => kind === 'declared' && num !== null) || texts.some(({ body }) => body !== '')
  );
}

/**
 * What was counted when it was sent, and the number that holds for every cell, stay with the report.
 *
 * @returns how many numbers and texts it has
 */
async function freezeNumbers(
  tx: Tx<ReportingTables>,
  context: Asking,
  found: Found,
  counted: Awaited<ReturnType<typeof countFor>>,
  parts: Awaited<ReturnType<typeof partCells>>,
): Promise<number> {
  const { form, unit, key } = found;
  const [rows, texts] = await Promise.all([listNumbers(tx, [unit], form.id, key.period), listTexts(tx, key)]);
  const cells = cellsOf(form, rows, computedNow(found, counted, parts));
  const rowOf = (cell: string, kind: NumberRow['kind'], number: LedgerNumber, choice = ''): NumberRow => ({
    ...key,
    cell,
    kind,
    revision: (rows.find((row) => row.cell === cell && row.kind === kind)?.revision ?? 0) + 1,
    num: number.num,
    den: number.den,
    source: number.source,
    source_date: number.sourceDate,
    grade: number.grade,
    choice,
    reason: '',
    note: '',
    written_at: context.now(),
    written_by: personOf(context),
  });
  await insertNumbers(
    tx,
    cells.flatMap((one) => {
      const holds = adopted(one);
      return [
        ...(one.computed ? [rowOf(one.cell, 'computed', one.computed)] : []),
        ...(holds ? [rowOf(one.cell, 'adopted', holds.number, holds.kind)] : []),
      ];
    }),
  );
  return cells.filter((one) => adopted(one)).length + texts.filter(({ body }) => body !== '').length;
}
