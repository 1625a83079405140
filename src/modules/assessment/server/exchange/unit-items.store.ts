import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Reading } from '../../domain/exchange/exchanged.ts';
import type { AssessmentTables } from '../tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;
export type ImportRow = AssessmentTables['assessment.item_imports'];
export type UnitItemRow = AssessmentTables['assessment.unit_items'];
export type VersionRow = AssessmentTables['assessment.unit_item_versions'];
export type MoveRow = AssessmentTables['assessment.unit_item_moves'];
export type UnitItem = UnitItemRow & Pick<VersionRow, 'content' | 'saved_by'>;

export async function findImport(db: Reader, id: string): Promise<ImportRow | undefined> {
  return db.selectFrom('assessment.item_imports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Whoever confirms the same file at the same time waits. */
export async function lockImport(tx: Tx<AssessmentTables>, id: string): Promise<ImportRow | undefined> {
  return tx
    .selectFrom('assessment.item_imports')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertImport(db: Reader, { found, ...row }: ImportRow): Promise<void> {
  await db
    .insertInto('assessment.item_imports')
    .values({ ...row, found: JSON.stringify(found) as never })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** What was found is not kept once it is taken: the questions are. */
export async function settleImport(
  tx: Tx<AssessmentTables>,
  id: string,
  done: { readonly at: Date; readonly added: number; readonly known: number; readonly left: Reading },
): Promise<void> {
  await tx
    .updateTable('assessment.item_imports')
    .set({
      confirmed_at: done.at,
      added: done.added,
      known: done.known,
      found: JSON.stringify(done.left) as never,
    })
    .where('id', '=', id)
    .execute();
}

/** Files that were looked at and never confirmed. @returns how many */
export async function dropOpenImports(db: Reader, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('assessment.item_imports')
    .where('confirmed_at', 'is', null)
    .where('brought_at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** @returns false where the unit has this question, word for word as it was brought */
export async function insertUnitItem(
  tx: Tx<AssessmentTables>,
  { place, ...row }: Omit<UnitItemRow, 'parameters'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('assessment.unit_items')
    .values({ ...row, place: JSON.stringify(place) as never, parameters: null })
    .onConflict((conflict) => conflict.columns(['unit_id', 'origin_digest']).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns false when this saving is there */
export async function insertVersion(
  tx: Tx<AssessmentTables>,
  { content, ...row }: VersionRow,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('assessment.unit_item_versions')
    .values({ ...row, content: JSON.stringify(content) as never })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findSaving(db: Reader, id: string): Promise<VersionRow | undefined> {
  return db.selectFrom('assessment.unit_item_versions').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function lockUnitItem(tx: Tx<AssessmentTables>, id: string): Promise<UnitItemRow | undefined> {
  return tx
    .selectFrom('assessment.unit_items')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

const newest = (db: Reader) =>
  db
    .selectFrom('assessment.unit_items as i')
    .innerJoin('assessment.unit_item_versions as v', (join) =>
      join.onRef('v.item_id', '=', 'i.id').onRef('v.number', '=', 'i.version'),
    )
    .selectAll('i')
    .select(['v.content', 'v.saved_by']);

/** A question with its newest words. */
export async function findUnitItem(db: Reader, id: string): Promise<UnitItem | undefined> {
  return newest(db).where('i.id', '=', id).executeTakeFirst();
}

/** Those of a unit, what was changed last first. */
export async function listUnitItems(db: Reader, unitId: number): Promise<UnitItem[]> {
  return newest(db).where('i.unit_id', '=', unitId).orderBy('i.updated_at', 'desc').orderBy('i.id').execute();
}

/** What tests may show: on trial, or live. */
export async function listShownItems(db: Reader): Promise<UnitItem[]> {
  return newest(db).where('i.state', 'in', ['trial', 'live']).orderBy('i.id').execute();
}

export async function updateUnitItem(
  tx: Tx<AssessmentTables>,
  id: string,
  { parameters, ...change }: Partial<Pick<UnitItemRow, 'state' | 'version' | 'parameters' | 'updated_at'>>,
): Promise<void> {
  await tx
    .updateTable('assessment.unit_items')
    .set({ ...change, ...(parameters && { parameters: JSON.stringify(parameters) as never }) })
    .where('id', '=', id)
    .execute();
}

/** @returns false when it was done before */
export async function insertMove(tx: Tx<AssessmentTables>, row: MoveRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('assessment.unit_item_moves')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The newest first. */
export async function listMoves(db: Reader, itemId: string): Promise<MoveRow[]> {
  return db
    .selectFrom('assessment.unit_item_moves')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('done_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Who wrote a question, or sent it on to be looked at. */
export async function listAuthors(db: Reader, itemId: string): Promise<string[]> {
  const saved = await db
    .selectFrom('assessment.unit_item_versions')
    .select('saved_by')
    .where('item_id', '=', itemId)
    .execute();
  return saved.map(({ saved_by }) => saved_by);
}

export async function readHead(db: Reader): Promise<string> {
  const row = await db
    .selectFrom('assessment.heads')
    .select('value')
    .where('name', '=', 'unit-items')
    .executeTakeFirstOrThrow();
  return String(row.value);
}

/** Every process sees by it that what tests may show has changed. */
export async function raiseHead(tx: Tx<AssessmentTables>): Promise<void> {
  await sql`UPDATE assessment.heads SET value = value + 1 WHERE name = 'unit-items'`.execute(tx);
}
