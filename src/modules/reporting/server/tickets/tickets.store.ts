import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { TicketTables } from './tables.ts';

type Reader = Db<TicketTables> | Tx<TicketTables>;
type Writer = Tx<TicketTables>;
export type TicketRow = TicketTables['reporting.tickets'];
export type TicketActRow = TicketTables['reporting.ticket_acts'];

/** What a unit asked, has to answer, or did something with: open ones first, by the day of the answer. */
export async function listTicketRows(db: Reader, unitId: number, most: number): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    SELECT * FROM reporting.tickets t
    WHERE t.unit_id = ${unitId} OR t.holder_id = ${unitId} OR EXISTS (
      SELECT 1 FROM reporting.ticket_acts a
      WHERE a.part_key = t.part_key AND a.ticket_id = t.id AND a.unit_id = ${unitId})
    ORDER BY t.state <> 'open', t.due_day, t.part_key, t.id LIMIT ${most}`.execute(db);
  return rows;
}

export async function listTicketActs(db: Reader, tickets: readonly TicketRow[]): Promise<TicketActRow[]> {
  if (tickets.length === 0) return [];
  const { rows } = await sql<TicketActRow>`
    SELECT * FROM reporting.ticket_acts
    WHERE (part_key, ticket_id) IN (SELECT * FROM unnest(${tickets.map((one) => one.part_key)}::int[],
      ${tickets.map((one) => one.id)}::uuid[]))
    ORDER BY done_at, part_key, id`.execute(db);
  return rows;
}

/** A ticket is found by its id alone: who answers does not know in which part it lies. */
export async function findTicket(db: Reader, id: string): Promise<TicketRow | undefined> {
  return db.selectFrom('reporting.tickets').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Held until the transaction ends: two who act at once wait for each other. */
export async function lockTicket(tx: Writer, { part_key, id }: TicketRow): Promise<TicketRow> {
  return tx
    .selectFrom('reporting.tickets')
    .selectAll()
    .where('part_key', '=', part_key)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** @returns false when there is one with this id already */
export async function insertTicket(tx: Writer, row: TicketRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('reporting.tickets')
    .values(row)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows) > 0;
}

export async function updateTicket(
  tx: Writer,
  { part_key, id }: TicketRow,
  change: Pick<TicketRow, 'state' | 'holder_id' | 'due_day'>,
): Promise<void> {
  await tx
    .updateTable('reporting.tickets')
    .set(change)
    .where('part_key', '=', part_key)
    .where('id', '=', id)
    .execute();
}

export async function findTicketAct(
  db: Reader,
  partKey: number,
  id: string,
): Promise<TicketActRow | undefined> {
  return db
    .selectFrom('reporting.ticket_acts')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertTicketAct(tx: Writer, row: TicketActRow): Promise<void> {
  await tx.insertInto('reporting.ticket_acts').values(row).execute();
}
