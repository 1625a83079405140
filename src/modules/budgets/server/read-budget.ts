import { requireRole, treeOf, worksAt } from '#modules/organisations/server.ts';
import type { BudgetView } from '../domain/contract.ts';
import { addUp, sumBy } from '../domain/money.ts';
import { countLines, listLines, listPayments, listSheets } from './budgets.store.ts';
import { READERS, tasksAt, WORKERS, type Asking } from './rights.ts';

/**
 * A unit's estimate and what everything below it adds up to. A draft counts for nobody but its unit.
 *
 * @throws Refusal organisations/sign-in-first, organisations/not-found
 */
export async function readBudget(
  context: Asking,
  params: { unit: number; year: number },
): Promise<BudgetView> {
  const unit = await requireRole(context, READERS, params.unit);
  const { year } = params;
  const { db } = context;
  const tree = await treeOf(db);
  const children = tree.children(unit.id);
  const below = tree.descendants(unit.id).map(({ id }) => id);
  const [sheets, lines, counted, tasks] = await Promise.all([
    listSheets(db, [unit.id, ...children.map(({ id }) => id)], year),
    listLines(db, unit.id, year),
    countLines(db, { own: unit.id, below, year }),
    tasksAt(context, unit.id),
  ]);
  const payments = Map.groupBy(
    await listPayments(
      db,
      lines.map(({ id }) => id),
    ),
    (payment) => payment.line_id,
  );
  const titles = new Map(tasks.map((task) => [task.id, task]));
  const taskOf = (id: string | null) => (id === null ? null : (titles.get(id) ?? { id, title: '' }));
  const stateOf = (id: number) => sheets.find(({ unit_id }) => unit_id === id)?.state ?? ('none' as const);
  const own = sheets.find(({ unit_id }) => unit_id === unit.id);
  const state = stateOf(unit.id);
  const works = worksAt(context, WORKERS, unit.id);
  const leads = worksAt(context, ['leader'], unit.id);
  return {
    unit: { id: unit.id, name: unit.name },
    year,
    state,
    edition: own?.edition ?? 0,
    sentAt: state === 'sent' ? (own?.sent_at?.toISOString() ?? null) : null,
    lines: lines.map(({ id, task_id, item, measure, quantity, price, planned, source, note }) => {
      const paid = payments.get(id) ?? [];
      return {
        id,
        task: taskOf(task_id),
        item,
        measure,
        quantity,
        price,
        planned,
        spent: paid
          .filter(({ struck_at }) => struck_at === null)
          .reduce((sum, { amount }) => sum + amount, 0),
        source,
        note,
        payments: paid.map((payment) => ({
          id: payment.id,
          amount: payment.amount,
          paidOn: payment.paid_on,
          note: payment.note,
          struck: payment.struck_at !== null,
        })),
      };
    }),
    own: addUp(counted.filter(({ unitId }) => unitId === unit.id)),
    total: addUp(counted),
    bySource: sumBy(counted, ({ source }) => source).map(({ key, sum }) => ({ source: key, sum })),
    byTask: sumBy(counted, ({ taskId }) => taskId).map(({ key, sum }) => ({ task: taskOf(key), sum })),
    byUnit: children.map(({ id, name }) => ({
      unit: { id, name },
      state: stateOf(id),
      sum: addUp(counted.filter(({ unitId }) => tree.isWithin(unitId, id))),
    })),
    tasks: works ? [...tasks] : [],
    mayWrite: works && state !== 'sent',
    mayPay: works,
    maySend: leads && state !== 'sent' && lines.length > 0,
    mayReopen: leads && state === 'sent',
  };
}
