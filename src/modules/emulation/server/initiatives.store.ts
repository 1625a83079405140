import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { EmulationTables } from './tables.ts';

export type Reader = Db<EmulationTables> | Tx<EmulationTables>;
export type InitiativeRow = EmulationTables['emulation.initiatives'];
export type ReplicationRow = EmulationTables['emulation.replications'];

export const findInitiative = (db: Reader, id: string): Promise<InitiativeRow | undefined> =>
  db.selectFrom('emulation.initiatives').selectAll().where('id', '=', id).executeTakeFirst();

export const lockInitiative = (tx: Tx<EmulationTables>, id: string): Promise<InitiativeRow | undefined> =>
  tx.selectFrom('emulation.initiatives').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export async function putInitiative(tx: Tx<EmulationTables>, row: InitiativeRow): Promise<void> {
  const written = {
    ...row,
    steps: JSON.stringify(row.steps) as never,
    cells: JSON.stringify(row.cells) as never,
  };
  const { id: _id, unit_id: _unit, created_by: _by, ...change } = written;
  await tx
    .insertInto('emulation.initiatives')
    .values(written)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute();
}

export async function moveInitiative(
  tx: Tx<EmulationTables>,
  id: string,
  set: Partial<Pick<InitiativeRow, 'state' | 'comment' | 'published_at' | 'changed_at'>>,
): Promise<void> {
  await tx.updateTable('emulation.initiatives').set(set).where('id', '=', id).execute();
}

/** A unit's own, and what these units have submitted. */
export const listAround = (
  db: Reader,
  own: number,
  below: readonly number[],
  most: number,
): Promise<InitiativeRow[]> =>
  db
    .selectFrom('emulation.initiatives')
    .selectAll()
    .where(({ or, eb, and }) =>
      or([
        eb('unit_id', '=', own),
        and([eb('unit_id', 'in', [own, ...below]), eb('state', '=', 'submitted')]),
      ]),
    )
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();

/** Published ones in which every word stands, the newest first. @param words folded */
export async function searchInitiatives(
  db: Reader,
  words: readonly string[],
  most: number,
): Promise<InitiativeRow[]> {
  const { rows } = await sql<InitiativeRow>`
    SELECT * FROM emulation.initiatives
    WHERE state = 'published' AND (SELECT coalesce(bool_and(position(word IN folded) > 0), true)
      FROM unnest(${[...words]}::text[]) AS word)
    ORDER BY published_at DESC, id LIMIT ${most}`.execute(db);
  return rows;
}

export const listReplications = (db: Reader, initiatives: readonly string[]): Promise<ReplicationRow[]> =>
  initiatives.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('emulation.replications')
        .selectAll()
        .where('initiative_id', 'in', [...initiatives])
        .orderBy('begun_at')
        .orderBy('id')
        .execute();

/** @returns false when the unit has taken it up before */
export async function insertReplication(db: Reader, row: ReplicationRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('emulation.replications')
    .values({ ...row, tasks: JSON.stringify(row.tasks) as never })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows) > 0;
}

export async function tellReplication(
  db: Reader,
  id: string,
  set: Pick<ReplicationRow, 'worked' | 'words' | 'told_at'>,
): Promise<void> {
  await db.updateTable('emulation.replications').set(set).where('id', '=', id).execute();
}
