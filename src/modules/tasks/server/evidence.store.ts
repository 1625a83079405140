import { sql } from 'kysely';
import type { Tx } from '#platform/database/connect.ts';
import { bandsOf, type PrintKind } from '../domain/likeness.ts';
import type { TasksTables } from './tables.ts';
import type { Reader } from './tasks.store.ts';

export type EvidenceRow = TasksTables['tasks.evidence'];

export async function findEvidence(db: Reader, id: string): Promise<EvidenceRow | undefined> {
  return db.selectFrom('tasks.evidence').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What these parts show, the oldest first. */
export async function listEvidence(db: Reader, itemIds: readonly string[]): Promise<EvidenceRow[]> {
  if (itemIds.length === 0) return [];
  return db
    .selectFrom('tasks.evidence')
    .selectAll()
    .where('item_id', 'in', itemIds)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
}

/** Adds a file with its pieces. The same bytes lie there once for a key. */
export async function insertEvidence(
  tx: Tx<TasksTables>,
  row: EvidenceRow,
  bytes: Buffer,
  kind: PrintKind,
): Promise<void> {
  await tx
    .insertInto('tasks.files')
    .values({ part_key: row.file_key, digest: row.digest, bytes })
    .onConflict((conflict) => conflict.columns(['part_key', 'digest']).doNothing())
    .execute();
  await tx.insertInto('tasks.evidence').values(row).execute();
  if (row.print === '') return;
  await tx
    .insertInto('tasks.prints')
    .values(bandsOf(kind, row.print).map((value, band) => ({ kind, band, value, evidence_id: row.id })))
    .execute();
}

export async function findFile(db: Reader, row: EvidenceRow): Promise<Buffer | undefined> {
  const found = await db
    .selectFrom('tasks.files')
    .select('bytes')
    .where('part_key', '=', row.file_key)
    .where('digest', '=', row.digest)
    .executeTakeFirst();
  return found?.bytes;
}

/** Takes a file away; its bytes go when nothing else shows them. */
export async function removeEvidence(
  tx: Tx<TasksTables>,
  row: EvidenceRow,
  removed: { readonly removed_at: Date; readonly removed_by: string | null },
): Promise<void> {
  await tx.updateTable('tasks.evidence').set(removed).where('id', '=', row.id).execute();
  await tx.deleteFrom('tasks.prints').where('evidence_id', '=', row.id).execute();
  const other = await tx
    .selectFrom('tasks.evidence')
    .select('id')
    .where('digest', '=', row.digest)
    .where('file_key', '=', row.file_key)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!other)
    await tx
      .deleteFrom('tasks.files')
      .where('part_key', '=', row.file_key)
      .where('digest', '=', row.digest)
      .execute();
}

export interface OtherEvidence {
  readonly own: string;
  readonly id: string;
  readonly digest: string;
  readonly print: string;
  readonly kind: EvidenceRow['kind'];
  readonly added_at: Date;
  readonly unit_id: number;
  readonly task_id: string;
}

/** Other files that are the same as these, or share a piece with them; the caller holds them against each other. */
export async function listLookalikes(
  db: Reader,
  ids: readonly string[],
  limit: number,
): Promise<OtherEvidence[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<OtherEvidence>`
    WITH pairs AS (
      SELECT a.id AS own, b.id AS other FROM tasks.evidence a
      JOIN tasks.evidence b ON b.digest = a.digest AND b.id <> a.id
      WHERE a.id = ANY(${ids}::uuid[])
      UNION
      SELECT a.evidence_id, b.evidence_id FROM tasks.prints a
      JOIN tasks.prints b ON b.kind = a.kind AND b.band = a.band AND b.value = a.value AND b.evidence_id <> a.evidence_id
      WHERE a.evidence_id = ANY(${ids}::uuid[])
    )
    SELECT p.own, e.id, e.digest, e.print, e.kind, e.added_at, i.unit_id, i.task_id
    FROM pairs p JOIN tasks.evidence e ON e.id = p.other JOIN tasks.items i ON i.id = e.item_id
    WHERE e.removed_at IS NULL
    ORDER BY e.added_at, e.id, p.own LIMIT ${limit}`.execute(db);
  return rows;
}
