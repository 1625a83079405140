import { audit } from '#modules/identity/server.ts';
import { workingDaysOf } from '#modules/movement/server.ts';
import { requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { refuse } from '../../domain/refusals.ts';
import type { OpenTicket, StepTicket } from '../../domain/tickets/contract.ts';
import { needsWords, stateAfter, stepsOf, type TicketState } from '../../domain/tickets/ticket.ts';
import { policyOf } from '../content.ts';
import { formsFor, periodsFor, READERS, type Asking } from '../find-report.ts';
import { personOf, sha256 } from '../once.ts';
import { worksAs } from '../rights.ts';
import type { ReportingTables } from '../tables.ts';
import {
  findTicket,
  findTicketAct,
  insertTicket,
  insertTicketAct,
  lockTicket,
  updateTicket,
} from './tickets.store.ts';

interface Standing {
  readonly state: TicketState;
  readonly due: string;
}

/** A unit speaks for itself, by its clerk or leader. */
export const speaksFor = (context: Asking, unitId: number): boolean =>
  worksAs(context, 'clerk', unitId) || worksAs(context, 'leader', unitId);

const dueFrom = (context: Asking): string =>
  workingDaysOf(context.content()).after(vietnamDay(context.now()), policyOf(context.content()).answer_days);

/**
 * Asks the unit above.
 *
 * @throws Refusal reporting/unit-asks, nobody-above, words-needed, report-not-found, repeat-differs
 */
export async function openTicket(
  context: Asking,
  params: { unit: number; ticket: string },
  { subject, body, report }: OpenTicket,
): Promise<Standing> {
  const unit = await requireRole(context, READERS, params.unit);
  if (!speaksFor(context, unit.id)) refuse('unit-asks');
  const tree = await treeOf(context.db);
  const above = tree.ancestors(unit.id).at(-1) ?? refuse('nobody-above');
  if (subject === '' || body === '') refuse('words-needed');
  if (report) {
    const form = formsFor(context.content(), tree, unit).find(({ id }) => id === report.form);
    const periods = form ? periodsFor(context.content(), form, vietnamDay(context.now())) : [];
    if (!periods.some(({ key }) => key === report.period)) refuse('report-not-found');
  }
  const digest = sha256(JSON.stringify(['open', subject, body, report?.form, report?.period]));
  const at = context.now();
  return context.db.transaction().execute(async (tx: Tx<ReportingTables>) => {
    const ticket = {
      part_key: unit.partKey,
      id: params.ticket,
      unit_id: unit.id,
      subject,
      body,
      form_id: report?.form ?? '',
      period: report?.period ?? '',
      holder_id: above.id,
      state: 'open' as const,
      due_day: dueFrom(context),
      opened_at: at,
    };
    const known = await findTicket(tx, params.ticket);
    if (known) {
      const act = await findTicketAct(tx, known.part_key, params.ticket);
      if (known.unit_id !== unit.id || act?.digest !== digest) return refuse('repeat-differs');
      return { state: known.state, due: known.due_day };
    }
    // Somebody sent it twice at once: the other one is it.
    if (!(await insertTicket(tx, ticket))) return { state: ticket.state, due: ticket.due_day };
    await insertTicketAct(tx, {
      part_key: unit.partKey,
      id: params.ticket,
      ticket_id: params.ticket,
      act: 'open',
      unit_id: unit.id,
      holder_id: above.id,
      words: '',
      digest,
      done_at: at,
      done_by: personOf(context)!,
    });
    await audit(tx, context, {
      action: 'reporting.open-ticket',
      unitId: unit.id,
      detail: { ticket: params.ticket, holder: above.id },
    });
    return { state: 'open' as const, due: ticket.due_day };
  });
}

/**
 * Takes a step for a unit.
 *
 * @throws Refusal reporting/unit-asks, ticket-not-found also for a ticket that the unit has nothing to do with,
 *   ticket-step when it is not this unit's to take now, words-needed, repeat-differs
 */
export async function stepTicket(
  context: Asking,
  params: { unit: number; ticket: string },
  { id, step, words }: StepTicket,
): Promise<Standing> {
  const unit = await requireRole(context, READERS, params.unit);
  if (!speaksFor(context, unit.id)) refuse('unit-asks');
  const tree = await treeOf(context.db);
  const above = tree.ancestors(unit.id).at(-1);
  const digest = sha256(JSON.stringify([step, unit.id, params.ticket, words]));
  return context.db.transaction().execute(async (tx: Tx<ReportingTables>) => {
    const found = (await findTicket(tx, params.ticket)) ?? refuse('ticket-not-found');
    const ticket = await lockTicket(tx, found);
    const before = await findTicketAct(tx, ticket.part_key, id);
    if (before)
      return before.digest === digest
        ? { state: ticket.state, due: ticket.due_day }
        : refuse('repeat-differs');
    const asked = ticket.unit_id === unit.id;
    const holds = ticket.holder_id === unit.id;
    if (!asked && !tree.isWithin(ticket.unit_id, unit.id)) refuse('ticket-not-found');
    const steps = stepsOf({ state: ticket.state, asked, holds, hasAbove: above !== undefined });
    if (!steps.includes(step)) refuse('ticket-step');
    if (needsWords(step) && words === '') refuse('words-needed');
    const change = {
      state: stateAfter(step),
      holder_id: step === 'pass' ? above!.id : ticket.holder_id,
      // Who gets it anew has the whole time.
      due_day: step === 'pass' || step === 'reopen' ? dueFrom(context) : ticket.due_day,
    };
    await updateTicket(tx, ticket, change);
    await insertTicketAct(tx, {
      part_key: ticket.part_key,
      id,
      ticket_id: ticket.id,
      act: step,
      unit_id: unit.id,
      holder_id: change.holder_id,
      words,
      digest,
      done_at: context.now(),
      done_by: personOf(context)!,
    });
    await audit(tx, context, {
      action: `reporting.${step}-ticket`,
      unitId: unit.id,
      detail: { ticket: ticket.id, holder: change.holder_id },
    });
    return { state: change.state, due: change.due_day };
  });
}
