import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { CredentialsTables } from '../tables.ts';

type Reader = Db<CredentialsTables> | Tx<CredentialsTables>;
export type PrintRow = CredentialsTables['credentials.prints'];
export type PieceRow = CredentialsTables['credentials.print_pieces'];
/** A piece without its file. */
export type PieceState = Pick<PieceRow, 'place' | 'attempts' | 'drawn' | 'bytes' | 'claimed_at'>;

/** @returns false when there is one under this id */
export async function insertPrint(tx: Reader, row: PrintRow, pieces: readonly PieceRow[]): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('credentials.prints')
    .values(row)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await tx
    .insertInto('credentials.print_pieces')
    .values(pieces.map((piece) => ({ ...piece, sheets: JSON.stringify(piece.sheets) })))
    .execute();
  return true;
}

export async function findPrint(db: Reader, partKey: number, id: string): Promise<PrintRow | undefined> {
  return db
    .selectFrom('credentials.prints')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The newest first. */
export async function listPrints(db: Reader, unitId: number, since: Date): Promise<PrintRow[]> {
  return db
    .selectFrom('credentials.prints')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('made_at', '>', since)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}

export async function listPieces(
  db: Reader,
  print: Pick<PrintRow, 'part_key' | 'id'>,
): Promise<PieceState[]> {
  return db
    .selectFrom('credentials.print_pieces')
    .select(['place', 'attempts', 'drawn', 'bytes', 'claimed_at'])
    .where('part_key', '=', print.part_key)
    .where('print_id', '=', print.id)
    .orderBy('place')
    .execute();
}

export async function findPiece(
  db: Reader,
  print: Pick<PrintRow, 'part_key' | 'id'>,
  place: number,
): Promise<PieceRow | undefined> {
  return db
    .selectFrom('credentials.print_pieces')
    .selectAll()
    .where('part_key', '=', print.part_key)
    .where('print_id', '=', print.id)
    .where('place', '=', place)
    .executeTakeFirst();
}

/**
 * Takes the next piece that nobody draws.
 *
 * @param stale who began before it has fallen over
 * @param tries after so many a piece is left alone
 */
export async function claimPiece(
  db: Reader,
  at: Date,
  stale: Date,
  tries: number,
): Promise<PieceRow | undefined> {
  for (;;) {
    const next = await db
      .selectFrom('credentials.print_pieces')
      .selectAll()
      .where('drawn', 'is', null)
      .where('attempts', '<', tries)
      .where((where) => where.or([where('claimed_at', 'is', null), where('claimed_at', '<', stale)]))
      .orderBy('made_at')
      .orderBy('print_id')
      .orderBy('place')
      .limit(1)
      .executeTakeFirst();
    if (!next) return undefined;
    const { numUpdatedRows } = await db
      .updateTable('credentials.print_pieces')
      .set({ claimed_at: at, attempts: next.attempts + 1 })
      .where('part_key', '=', next.part_key)
      .where('print_id', '=', next.print_id)
      .where('place', '=', next.place)
      .where('attempts', '=', next.attempts)
      .executeTakeFirst();
    if (numUpdatedRows === 1n) return next;
  }
}

/** @param changes what was drawn; or nothing, and it may be claimed again */
export async function updatePiece(
  tx: Reader,
  piece: Pick<PieceRow, 'part_key' | 'print_id' | 'place'>,
  changes: Partial<Pick<PieceRow, 'drawn' | 'sealed' | 'bytes' | 'claimed_at'>>,
): Promise<void> {
  await tx
    .updateTable('credentials.print_pieces')
    .set(changes)
    .where('part_key', '=', piece.part_key)
    .where('print_id', '=', piece.print_id)
    .where('place', '=', piece.place)
    .execute();
}

/** Files that hold one of these certificates are gone, as its holder was erased. */
export async function emptyPiecesWith(tx: Reader, credentialIds: readonly string[]): Promise<void> {
  for (const id of credentialIds)
    await tx
      .updateTable('credentials.print_pieces')
      .set({ sealed: null, bytes: 0 })
      .where('sealed', 'is not', null)
      .where(sql<boolean>`sheets @> ${JSON.stringify([{ id }])}::jsonb`)
      .execute();
}

/** What was made before is gone, files and all. */
export async function deletePrints(db: Reader, before: Date): Promise<void> {
  await db.deleteFrom('credentials.print_pieces').where('made_at', '<', before).execute();
  await db.deleteFrom('credentials.prints').where('made_at', '<', before).execute();
}
