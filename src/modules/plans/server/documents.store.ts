import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Edit } from '../domain/review.ts';
import type { PlansTables } from './tables.ts';

type Reader = Db<PlansTables> | Tx<PlansTables>;
export type PlanDocument = PlansTables['plans.documents'];

export async function findDocument(db: Reader, id: string): Promise<PlanDocument | undefined> {
  return db.selectFrom('plans.documents').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same, held until the transaction ends. */
export async function lockDocument(tx: Tx<PlansTables>, id: string): Promise<PlanDocument | undefined> {
  return tx.selectFrom('plans.documents').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export interface DocumentLine {
  readonly id: string;
  readonly name: string;
  readonly state: PlanDocument['state'];
  readonly created_at: Date;
  readonly targets: number;
  readonly tasks: number;
}

/** Without their texts, the newest first, at most `limit`. */
export async function listDocumentsOf(db: Reader, unitId: number, limit: number): Promise<DocumentLine[]> {
  const { rows } = await sql<DocumentLine>`
    SELECT id, name, state, created_at,
      jsonb_array_length(reading -> 'targets') AS targets, jsonb_array_length(reading -> 'tasks') AS tasks
    FROM plans.documents WHERE unit_id = ${unitId} ORDER BY created_at DESC, id DESC LIMIT ${limit}`.execute(
    db,
  );
  return rows;
}

/** Nothing where the id is taken. */
export async function insertDocument(db: Reader, document: PlanDocument): Promise<void> {
  await db
    .insertInto('plans.documents')
    .values({ ...document, reading: JSON.stringify(document.reading) as unknown as PlanDocument['reading'] })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function settle(
  tx: Tx<PlansTables>,
  { id, state, at, by }: { id: string; state: PlanDocument['state']; at: Date; by: string },
): Promise<void> {
  await tx
    .updateTable('plans.documents')
    .set({ state, settled_at: at, settled_by: by })
    .where('id', '=', id)
    .execute();
}

/** The newest edit of each item. */
export async function listEdits(db: Reader, documentId: string): Promise<Map<string, Edit>> {
  const { rows } = await sql<{ item: string; value: Edit }>`
    SELECT DISTINCT ON (item) item, value FROM plans.edits
    WHERE document_id = ${documentId} ORDER BY item, number DESC`.execute(db);
  return new Map(rows.map(({ item, value }) => [item, value]));
}

/** Adds an edit after those that there are. The document must be held. */
export async function insertEdit(
  tx: Tx<PlansTables>,
  edit: Omit<PlansTables['plans.edits'], 'number'>,
): Promise<void> {
  const last = await tx
    .selectFrom('plans.edits')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('document_id', '=', edit.document_id)
    .where('item', '=', edit.item)
    .executeTakeFirst();
  await tx
    .insertInto('plans.edits')
    .values({
      ...edit,
      number: Number(last?.number ?? 0) + 1,
      value: JSON.stringify(edit.value) as unknown as Edit,
    })
    .execute();
}

const asJson = <T>(value: T) => JSON.stringify(value) as unknown as T;

/** Puts what was accepted in force; a document is accepted once. */
export async function insertAccepted(
  tx: Tx<PlansTables>,
  targets: readonly PlansTables['plans.targets'][],
  tasks: readonly PlansTables['plans.tasks'][],
): Promise<void> {
  for (let at = 0; at < targets.length; at += 200)
    await tx
      .insertInto('plans.targets')
      .values(
        targets
          .slice(at, at + 200)
          .map((row) => ({ ...row, spans: asJson(row.spans), flags: asJson(row.flags) })),
      )
      .execute();
  for (let at = 0; at < tasks.length; at += 200)
    await tx
      .insertInto('plans.tasks')
      .values(tasks.slice(at, at + 200).map((row) => ({ ...row, spans: asJson(row.spans) })))
      .execute();
}

export interface AcceptedTarget {
  readonly document_id: string;
  readonly position: number;
  readonly unit_id: number;
  readonly indicator: string | null;
  readonly group_code: string | null;
  readonly year: number | null;
  readonly operator: string | null;
  readonly value: number | null;
  readonly measure: string;
  readonly wording: string;
  readonly flags: readonly string[];
  readonly name: string;
}

/** Targets in force everywhere, with the name of their document. */
export async function listAcceptedTargets(db: Db | Reader): Promise<AcceptedTarget[]> {
  const { rows } = await sql<AcceptedTarget>`
    SELECT t.document_id, t.position, t.unit_id, t.indicator, t.group_code, t.year, t.operator, t.value, t.measure,
      t.wording, t.flags, d.name
    FROM plans.targets t JOIN plans.documents d ON d.id = t.document_id
    ORDER BY t.unit_id, t.document_id, t.position`.execute(db);
  return rows;
}

export interface AcceptedTask {
  readonly document_id: string;
  readonly position: number;
  readonly unit_id: number;
  readonly number: string;
  readonly title: string;
  readonly content: string | null;
  readonly lead: string | null;
  readonly coordinating: string | null;
  readonly deadline: string | null;
  readonly due_on: string | null;
  readonly rrule: string | null;
  readonly product: string | null;
}

/** Tasks in force, of one document or of all. */
export async function listAcceptedTasks(db: Db | Reader, documentId?: string): Promise<AcceptedTask[]> {
  const { rows } = await sql<AcceptedTask>`
    SELECT document_id, position, unit_id, number, title, content, lead, coordinating, deadline, due_on, rrule, product
    FROM plans.tasks WHERE ${documentId ?? null}::uuid IS NULL OR document_id = ${documentId ?? null}::uuid
    ORDER BY unit_id, document_id, position`.execute(db);
  return rows;
}

/** Names of documents by their ids. */
export async function namesOfDocuments(
  db: Db | Reader,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT id, name FROM plans.documents WHERE id = ANY(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names of a unit's documents that were not set aside, the newest first. */
export async function listPlanNames(
  db: Db | Reader,
  unitId: number,
): Promise<{ readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT id, name FROM plans.documents WHERE unit_id = ${unitId} AND state <> 'set-aside'
    ORDER BY created_at DESC, id DESC LIMIT 100`.execute(db);
  return rows;
}
