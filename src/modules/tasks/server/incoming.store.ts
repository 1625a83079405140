import { sql, type Selectable } from 'kysely';
import type { Tx } from '#platform/database/connect.ts';
import type { TasksTables } from './tables.ts';
import type { Reader } from './tasks.store.ts';

export type IncomingRow = Selectable<TasksTables['tasks.incoming']>;
export type PartyRow = TasksTables['tasks.incoming_parties'];

/** @returns false where the id, or the number in its year, is taken */
export async function insertIncoming(
  tx: Tx<TasksTables>,
  row: IncomingRow,
  parties: readonly PartyRow[],
): Promise<boolean> {
  const added = await tx
    .insertInto('tasks.incoming')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added && parties.length > 0) await tx.insertInto('tasks.incoming_parties').values(parties).execute();
  return added !== undefined;
}

export async function findIncoming(db: Reader, id: string): Promise<IncomingRow | undefined> {
  return db.selectFrom('tasks.incoming').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function lastArrival(db: Reader, unitId: number, year: number): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    SELECT max(arrival_number) AS last FROM tasks.incoming
    WHERE unit_id = ${unitId} AND arrival_year = ${year}`.execute(db);
  return rows[0]?.last ?? 0;
}

/** The newest first. */
export async function listIncoming(db: Reader, unitId: number, limit: number): Promise<IncomingRow[]> {
  return db
    .selectFrom('tasks.incoming')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('arrival_year', 'desc')
    .orderBy('arrival_number', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function listParties(db: Reader, ids: readonly string[]): Promise<PartyRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('tasks.incoming_parties')
    .selectAll()
    .where('incoming_id', 'in', ids)
    .orderBy('incoming_id')
    .orderBy('position')
    .execute();
}
