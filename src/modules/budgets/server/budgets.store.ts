import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { CountedLine } from '../domain/money.ts';
import type { BudgetsTables } from './tables.ts';

type Reader = Db<BudgetsTables> | Tx<BudgetsTables>;
type Writer = Tx<BudgetsTables>;
export type SheetRow = BudgetsTables['budgets.sheets'];
export type LineRow = BudgetsTables['budgets.lines'];
export type PaymentRow = BudgetsTables['budgets.payments'];
export type ActRow = BudgetsTables['budgets.acts'];

/** The estimate, begun where there is none, held until the transaction ends. */
export async function lockSheet(tx: Writer, unitId: number, year: number): Promise<SheetRow> {
  await tx
    .insertInto('budgets.sheets')
    .values({ unit_id: unitId, year, state: 'draft', edition: 0, sent_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx
    .selectFrom('budgets.sheets')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('year', '=', year)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateSheet(
  tx: Writer,
  { unit_id, year }: SheetRow,
  set: Partial<Omit<SheetRow, 'unit_id' | 'year'>>,
): Promise<void> {
  await tx
    .updateTable('budgets.sheets')
    .set(set)
    .where('unit_id', '=', unit_id)
    .where('year', '=', year)
    .execute();
}

export const listSheets = (db: Reader, units: readonly number[], year: number): Promise<SheetRow[]> =>
  units.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('budgets.sheets')
        .selectAll()
        .where('unit_id', 'in', [...units])
        .where('year', '=', year)
        .orderBy('unit_id')
        .execute();

export const findLine = (db: Reader, id: string): Promise<LineRow | undefined> =>
  db.selectFrom('budgets.lines').selectAll().where('id', '=', id).executeTakeFirst();

export const listLines = (db: Reader, unitId: number, year: number): Promise<LineRow[]> =>
  db
    .selectFrom('budgets.lines')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('year', '=', year)
    .orderBy('written_at')
    .orderBy('id')
    .execute();

export async function putLine(tx: Writer, row: LineRow): Promise<void> {
  const { id, unit_id: _unit, year: _year, written_at: _at, ...change } = row;
  await tx
    .insertInto('budgets.lines')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute();
}

export async function deleteLine(tx: Writer, id: string): Promise<void> {
  await tx.deleteFrom('budgets.lines').where('id', '=', id).execute();
}

export const listPayments = (db: Reader, lines: readonly string[]): Promise<PaymentRow[]> =>
  lines.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('budgets.payments')
        .selectAll()
        .where('line_id', 'in', [...lines])
        .orderBy('paid_on')
        .orderBy('id')
        .execute();

export const findPayment = (db: Reader, id: string): Promise<PaymentRow | undefined> =>
  db.selectFrom('budgets.payments').selectAll().where('id', '=', id).executeTakeFirst();

export async function insertPayment(tx: Writer, row: PaymentRow): Promise<void> {
  await tx.insertInto('budgets.payments').values(row).execute();
}

export async function strike(tx: Writer, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('budgets.payments')
    .set({ struck_at: at })
    .where('id', '=', id)
    .where('struck_at', 'is', null)
    .execute();
}

/** What units have planned and spent in a year, by unit, source and task; of others than `own` only what was sent. */
export async function countLines(
  db: Reader,
  { own, below, year }: { own: number; below: readonly number[]; year: number },
): Promise<CountedLine[]> {
  const { rows } = await sql<CountedLine>`
    SELECT l.unit_id AS "unitId", l.source, l.task_id AS "taskId", sum(l.planned)::bigint AS planned,
      coalesce(sum(p.spent), 0)::bigint AS spent
    FROM budgets.lines l
    JOIN budgets.sheets s ON s.unit_id = l.unit_id AND s.year = l.year
    LEFT JOIN (SELECT line_id, sum(amount) AS spent FROM budgets.payments WHERE struck_at IS NULL GROUP BY line_id) p
      ON p.line_id = l.id
    WHERE l.year = ${year} AND (l.unit_id = ${own}
      OR (l.unit_id = ANY(${[...below]}::int[]) AND s.state = 'sent'))
    GROUP BY l.unit_id, l.source, l.task_id
    ORDER BY l.unit_id, l.source, l.task_id`.execute(db);
  return rows;
}

export const findAct = (db: Reader, id: string): Promise<ActRow | undefined> =>
  db.selectFrom('budgets.acts').selectAll().where('id', '=', id).executeTakeFirst();
export async function insertAct(tx: Writer, row: ActRow): Promise<void> {
  await tx.insertInto('budgets.acts').values(row).execute();
}
