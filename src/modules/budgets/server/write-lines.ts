import { audit } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import { readNumber, type Entered } from '#platform/text/number-entry.ts';
import { sayNumberFault } from '#platform/text/number-fault-words.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { Pay, WriteLine } from '../domain/contract.ts';
import { costOf } from '../domain/money.ts';
import { refuse } from '../domain/refusals.ts';
import {
  deleteLine,
  findLine,
  findPayment,
  insertPayment,
  listLines,
  listPayments,
  lockSheet,
  putLine,
  strike,
} from './budgets.store.ts';
import { tasksAt, writer, type Asking } from './rights.ts';
import type { BudgetsTables } from './tables.ts';

const MOST_LINES = 500;
type Year = { readonly unit: number; readonly year: number };
type Line = Year & { readonly line: string };
type Payment = Line & { readonly payment: string };

/** Numbers as they were typed, all of them or none. @throws Refusal budgets/number-faults */
function readAll(
  { language }: Asking,
  typed: readonly { readonly name: string; readonly text: string; readonly decimals: number }[],
): number[] {
  const read = typed.map(({ name, text, decimals }) => ({ name, text, entered: readNumber(text, decimals) }));
  const faultOf = (entered: Entered, text: string) =>
    entered.kind === 'fault'
      ? sayNumberFault(language, entered.fault, text)
      : sayNumberFault(language, 'not-a-number', text);
  const faults = read.flatMap(({ name, text, entered }) =>
    entered.kind === 'number' && entered.value > 0 ? [] : [{ at: name, what: faultOf(entered, text) }],
  );
  if (faults.length > 0) refuse('number-faults', { faults });
  return read.map(({ entered }) => (entered.kind === 'number' ? entered.value : 0));
}

/**
 * Writes a line, or changes it; the same again changes nothing.
 *
 * @throws Refusal organisations/…, budgets/unit-writes, sent-already, number-faults, task-unknown, too-many-lines, line-not-found
 *   for an id of another estimate
 */
export async function writeLine(
  context: Asking,
  params: Line,
  given: WriteLine,
): Promise<{ planned: number }> {
  const unit = await writer(context, params.unit);
  const [quantity, price] = readAll(context, [
    { name: 'quantity', text: given.quantity, decimals: 2 },
    { name: 'price', text: given.price, decimals: 0 },
  ]) as [number, number];
  if (given.task !== null && !(await tasksAt(context, unit.id)).some(({ id }) => id === given.task))
    refuse('task-unknown');
  const planned = costOf(quantity, price);
  // Beyond this no sum of a few hundred lines would be exact any more.
  if (planned > 1e13)
    refuse('number-faults', {
      faults: [{ at: 'price', what: sayNumberFault(context.language, 'too-large', given.price) }],
    });
  return context.db.transaction().execute(async (tx: Tx<BudgetsTables>) => {
    const sheet = await lockSheet(tx, unit.id, params.year);
    if (sheet.state === 'sent') refuse('sent-already');
    const before = await findLine(tx, params.line);
    if (before && (before.unit_id !== unit.id || before.year !== params.year)) refuse('line-not-found');
    if (!before && (await listLines(tx, unit.id, params.year)).length >= MOST_LINES)
      refuse('too-many-lines', { most: MOST_LINES });
    const { task: task_id, item, measure, source, note } = given;
    await putLine(tx, {
      id: params.line,
      unit_id: unit.id,
      year: params.year,
      task_id,
      item,
      measure,
      quantity,
      price,
      planned,
      source,
      note,
      written_at: context.now(),
      written_by: unit.personId,
    });
    return { planned };
  });
}

/** A line of this estimate. @throws Refusal budgets/line-not-found */
async function ownLine(tx: Tx<BudgetsTables>, { unit, year, line }: Line) {
  const row = await findLine(tx, line);
  return row && row.unit_id === unit && row.year === year ? row : refuse('line-not-found');
}

/** @throws Refusal organisations/…, budgets/unit-writes, sent-already, has-payments, line-not-found */
export async function removeLine(context: Asking, params: Line): Promise<{ removed: boolean }> {
  const unit = await writer(context, params.unit);
  return context.db.transaction().execute(async (tx: Tx<BudgetsTables>) => {
    const sheet = await lockSheet(tx, unit.id, params.year);
    if (sheet.state === 'sent') refuse('sent-already');
    const before = await findLine(tx, params.line);
    if (!before) return { removed: false };
    await ownLine(tx, params);
    if ((await listPayments(tx, [params.line])).length > 0) refuse('has-payments');
    await deleteLine(tx, params.line);
    return { removed: true };
  });
}

const spentOf = async (tx: Tx<BudgetsTables>, line: string): Promise<{ spent: number }> => ({
  spent: (await listPayments(tx, [line]))
    .filter(({ struck_at }) => struck_at === null)
    .reduce((sum, { amount }) => sum + amount, 0),
});

/**
 * Notes what was paid, also after the estimate was sent.
 *
 * @throws Refusal organisations/…, budgets/unit-writes, line-not-found, number-faults, day-ahead, repeat-differs
 */
export async function addPayment(context: Asking, params: Payment, given: Pay): Promise<{ spent: number }> {
  const unit = await writer(context, params.unit);
  const [amount] = readAll(context, [{ name: 'amount', text: given.amount, decimals: 0 }]) as [number];
  if (given.paidOn > vietnamDay(context.now())) refuse('day-ahead');
  return context.db.transaction().execute(async (tx: Tx<BudgetsTables>) => {
    await lockSheet(tx, unit.id, params.year);
    await ownLine(tx, params);
    const before = await findPayment(tx, params.payment);
    if (before) {
      const same =
        before.line_id === params.line &&
        before.amount === amount &&
        before.paid_on === given.paidOn &&
        before.note === given.note;
      return same ? spentOf(tx, params.line) : refuse('repeat-differs');
    }
    await insertPayment(tx, {
      id: params.payment,
      line_id: params.line,
      amount,
      paid_on: given.paidOn,
      note: given.note,
      written_at: context.now(),
      written_by: unit.personId,
      struck_at: null,
    });
    await audit(tx, context, {
      action: 'budgets.pay',
      unitId: unit.id,
      detail: { line: params.line, payment: params.payment, amount },
    });
    return spentOf(tx, params.line);
  });
}

/** @throws Refusal organisations/…, budgets/unit-writes, line-not-found */
export async function strikePayment(context: Asking, params: Payment): Promise<{ spent: number }> {
  const unit = await writer(context, params.unit);
  return context.db.transaction().execute(async (tx: Tx<BudgetsTables>) => {
    await lockSheet(tx, unit.id, params.year);
    await ownLine(tx, params);
    const payment = await findPayment(tx, params.payment);
    if (payment?.line_id !== params.line) return refuse('line-not-found');
    if (payment.struck_at === null) {
      await strike(tx, payment.id, context.now());
      await audit(tx, context, {
        action: 'budgets.strike-payment',
        unitId: unit.id,
        detail: { line: params.line, payment: payment.id, amount: payment.amount },
      });
    }
    return spentOf(tx, params.line);
  });
}
