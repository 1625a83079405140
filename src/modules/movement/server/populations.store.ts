import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { PopulationRow } from '../domain/population.ts';
import type { MovementTables } from './tables.ts';

type Reader = Db<MovementTables> | Tx<MovementTables>;
type Writer = Tx<MovementTables>;
export type Batch = MovementTables['movement.population_batches'];

/** A number of people in force, with where it comes from. */
export interface Population {
  readonly unit_id: number;
  readonly group_code: string;
  readonly year: number;
  readonly value: number;
  readonly source: string;
  readonly source_date: string;
}

/** All numbers in force: for each unit, group and year that of the batch confirmed last. */
export async function listPopulations(db: Reader): Promise<Population[]> {
  const { rows } = await sql<Population>`
    SELECT DISTINCT ON (p.unit_id, p.group_code, p.year)
      p.unit_id, p.group_code, p.year, p.value, b.source, b.source_date
    FROM movement.populations p JOIN movement.population_batches b ON b.id = p.batch_id
    WHERE b.state = 'in-force'
    ORDER BY p.unit_id, p.group_code, p.year, b.settled_at DESC, b.id DESC`.execute(db);
  return rows;
}

export async function findBatch(db: Reader, id: string): Promise<Batch | undefined> {
  return db.selectFrom('movement.population_batches').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same, held until the transaction ends. */
export async function lockBatch(tx: Writer, id: string): Promise<Batch | undefined> {
  return tx
    .selectFrom('movement.population_batches')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** The newest first, at most `limit`. */
export async function listBatches(db: Reader, unitId: number, limit: number): Promise<Batch[]> {
  return db
    .selectFrom('movement.population_batches')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** @returns false when the id is taken */
export async function insertBatch(
  tx: Writer,
  batch: Batch,
  rows: readonly PopulationRow[],
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('movement.population_batches')
    .values(batch)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  if (Number(numInsertedOrUpdatedRows) === 0) return false;
  for (let start = 0; start < rows.length; start += 2_000) {
    await tx
      .insertInto('movement.populations')
      .values(
        rows.slice(start, start + 2_000).map((row) => ({
          unit_id: row.unitId,
          group_code: row.group,
          year: row.year,
          batch_id: batch.id,
          value: row.value,
        })),
      )
      .execute();
  }
  return true;
}

export async function settleBatch(
  tx: Writer,
  id: string,
  state: 'in-force' | 'undone',
  at: Date,
): Promise<void> {
  await tx
    .updateTable('movement.population_batches')
    .set({ state, settled_at: at })
    .where('id', '=', id)
    .execute();
  await tx
    .updateTable('movement.heads')
    .set((row) => ({ value: row('value', '+', 1) }))
    .where('name', '=', 'populations')
    .execute();
}

/** What a batch holds, at most `limit` rows in the order of units. */
export async function listBatchRows(
  db: Reader,
  id: string,
  limit: number,
): Promise<MovementTables['movement.populations'][]> {
  return db
    .selectFrom('movement.populations')
    .selectAll()
    .where('batch_id', '=', id)
    .orderBy('unit_id')
    .orderBy('group_code')
    .orderBy('year')
    .limit(limit)
    .execute();
}

/** Drafts that nobody confirmed. */
export async function deleteOldDrafts(db: Db<MovementTables>, before: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const old = await tx
      .selectFrom('movement.population_batches')
      .select('id')
      .where('state', '=', 'draft')
      .where('created_at', '<', before)
      .execute();
    if (old.length === 0) return;
    const ids = old.map((row) => row.id);
    await tx.deleteFrom('movement.populations').where('batch_id', 'in', ids).execute();
    await tx.deleteFrom('movement.population_batches').where('id', 'in', ids).execute();
  });
}
