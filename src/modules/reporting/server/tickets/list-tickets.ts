import { requireRole, treeOf } from '#modules/organisations/server.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { atHand, periodWords } from '../../domain/period.ts';
import type { TicketList, TicketView } from '../../domain/tickets/contract.ts';
import { stepsOf } from '../../domain/tickets/ticket.ts';
import { formsOf, policyOf } from '../content.ts';
import { formsFor, periodsFor, READERS, type Asking } from '../find-report.ts';
import { listTicketActs, listTicketRows } from './tickets.store.ts';
import { speaksFor } from './write-tickets.ts';

const MOST_TICKETS = 200;
const PERIODS = 5;

/** @throws Refusal organisations/sign-in-first, organisations/not-found */
export async function listTickets(context: Asking, unitId: number): Promise<TicketList> {
  const unit = await requireRole(context, READERS, unitId);
  const release = context.content();
  const tree = await treeOf(context.db);
  const today = vietnamDay(context.now());
  const rows = await listTicketRows(context.db, unit.id, MOST_TICKETS);
  const acts = Map.groupBy(await listTicketActs(context.db, rows), (one) => one.ticket_id);
  const above = tree.ancestors(unit.id).at(-1);
  const speaks = speaksFor(context, unit.id);
  const name = (id: number) => {
    const { name: called, kind } = tree.find(id)!;
    return { id, name: called, kind };
  };
  const titles = new Map(formsOf(release).map((form) => [form.id, form.title]));
  const view = (row: (typeof rows)[number]): TicketView => {
    const title = titles.get(row.form_id);
    const standing = { asked: row.unit_id === unit.id, holds: row.holder_id === unit.id };
    return {
      id: row.id,
      unit: name(row.unit_id),
      holder: name(row.holder_id),
      subject: row.subject,
      body: row.body,
      report: title ? { form: row.form_id, period: row.period, title, words: periodWords(row.period) } : null,
      state: row.state,
      openedAt: row.opened_at.toISOString(),
      due: row.due_day,
      overdue: row.state === 'open' && row.due_day < today,
      may: speaks ? stepsOf({ state: row.state, ...standing, hasAbove: above !== undefined }) : [],
      history: (acts.get(row.id) ?? []).map((one) => ({
        act: one.act,
        unit: name(one.unit_id),
        holder: name(one.holder_id),
        words: one.words,
        at: one.done_at.toISOString(),
      })),
    };
  };
  return {
    unit: name(unit.id),
    above: above ? name(above.id) : null,
    mayOpen: speaks && above !== undefined,
    answerDays: policyOf(release).answer_days,
    tickets: rows.map(view),
    reports: formsFor(release, tree, unit).flatMap((form) =>
      atHand(periodsFor(release, form, today), today, PERIODS).map(({ key }) => ({
        form: form.id,
        period: key,
        title: form.title,
        words: periodWords(key),
      })),
    ),
  };
}
