import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { RequestsTables } from './tables.ts';

export type Reader = Db<RequestsTables> | Tx<RequestsTables>;
type Writer = Tx<RequestsTables>;
export type RequestRow = RequestsTables['requests.requests'];
export type FieldRow = RequestsTables['requests.fields'];
export type RecipientRow = RequestsTables['requests.recipients'];
export type AnswerRow = RequestsTables['requests.answers'];
export type ActRow = RequestsTables['requests.acts'];

export const findRequest = (db: Reader, id: string): Promise<RequestRow | undefined> =>
  db.selectFrom('requests.requests').selectAll().where('id', '=', id).executeTakeFirst();

/** Held until the transaction ends. */
export const lockRequest = (tx: Writer, id: string): Promise<RequestRow | undefined> =>
  tx.selectFrom('requests.requests').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** Puts a draft in place of the one before, with its questions and units. */
export async function replaceDraft(
  tx: Writer,
  row: RequestRow,
  fields: readonly FieldRow[],
  units: readonly number[],
): Promise<void> {
  await deleteRequest(tx, row.id);
  await tx.insertInto('requests.requests').values(row).execute();
  await tx
    .insertInto('requests.fields')
    .values([...fields])
    .execute();
  await tx
    .insertInto('requests.recipients')
    .values(
      units.map((unit_id) => ({
        request_id: row.id,
        unit_id,
        state: 'draft' as const,
        opened_at: null,
        sent_at: null,
        comment: '',
        reminders: 0,
        reminded_on: null,
      })),
    )
    .execute();
}

export async function deleteRequest(tx: Writer, id: string): Promise<void> {
  await tx.deleteFrom('requests.recipients').where('request_id', '=', id).execute();
  await tx.deleteFrom('requests.fields').where('request_id', '=', id).execute();
  await tx.deleteFrom('requests.requests').where('id', '=', id).execute();
}

export async function updateRequest(
  tx: Writer,
  id: string,
  set: Partial<Pick<RequestRow, 'state' | 'sent_at' | 'closed_at'>>,
): Promise<void> {
  await tx.updateTable('requests.requests').set(set).where('id', '=', id).execute();
}

export const listFields = (db: Reader, ids: readonly string[]): Promise<FieldRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('requests.fields')
        .selectAll()
        .where('request_id', 'in', [...ids])
        .orderBy('request_id')
        .orderBy('position')
        .execute();

export const listRecipients = (db: Reader, ids: readonly string[]): Promise<RecipientRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('requests.recipients')
        .selectAll()
        .where('request_id', 'in', [...ids])
        .orderBy('request_id')
        .orderBy('unit_id')
        .execute();

export async function updateRecipient(
  tx: Writer,
  request: string,
  unitId: number,
  set: Partial<Omit<RecipientRow, 'request_id' | 'unit_id'>>,
): Promise<void> {
  await tx
    .updateTable('requests.recipients')
    .set(set)
    .where('request_id', '=', request)
    .where('unit_id', '=', unitId)
    .execute();
}

/** Says to all who owe an answer that it is waited for. @returns how many */
export async function remindAll(tx: Writer, request: string, day: string): Promise<number> {
  const { rows } = await sql<{ unit_id: number }>`
    UPDATE requests.recipients SET reminders = reminders + 1, reminded_on = ${day}
    WHERE request_id = ${request} AND state IN ('waiting', 'opened', 'returned')
      AND (reminded_on IS NULL OR reminded_on < ${day})
    RETURNING unit_id`.execute(tx);
  return rows.length;
}

/** What a unit asked, or was asked; drafts are the asker's alone. */
export async function listRequestsOf(db: Reader, unitId: number, most: number): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    SELECT * FROM requests.requests r
    WHERE r.unit_id = ${unitId} OR (r.state <> 'draft' AND EXISTS (
      SELECT 1 FROM requests.recipients p
      WHERE p.request_id = r.id AND p.unit_id = ${unitId} AND p.state <> 'spared'))
    ORDER BY r.due_on DESC, r.id LIMIT ${most}`.execute(db);
  return rows;
}

export const listAnswers = (db: Reader, ids: readonly string[], unitId?: number): Promise<AnswerRow[]> => {
  if (ids.length === 0) return Promise.resolve([]);
  let query = db
    .selectFrom('requests.answers')
    .selectAll()
    .where('request_id', 'in', [...ids]);
  if (unitId !== undefined) query = query.where('unit_id', '=', unitId);
  return query.orderBy('request_id').orderBy('unit_id').orderBy('position').execute();
};

/** What these units have answered to the same questions of the same period before, the newest. */
export async function listAnsweredBefore(
  db: Reader,
  units: readonly number[],
  { form, period, sameAs }: { form: string; period: string; sameAs: readonly string[] },
): Promise<(AnswerRow & { readonly same_as: string; readonly title: string })[]> {
  if (units.length === 0 || sameAs.length === 0) return [];
  const { rows } = await sql<AnswerRow & { same_as: string; title: string }>`
    SELECT DISTINCT ON (a.unit_id, f.same_as) a.*, f.same_as, r.title
    FROM requests.answers a
    JOIN requests.recipients p ON p.request_id = a.request_id AND p.unit_id = a.unit_id AND p.state = 'answered'
    JOIN requests.fields f ON f.request_id = a.request_id AND f.position = a.position
    JOIN requests.requests r ON r.id = a.request_id
    WHERE a.how = 'unit' AND a.unit_id = ANY(${[...units]}::int[]) AND r.form_id = ${form} AND r.period = ${period}
      AND f.same_as = ANY(${[...sameAs]}::text[])
    ORDER BY a.unit_id, f.same_as, a.written_at DESC, a.request_id`.execute(db);
  return rows;
}

/** Takes the place of what the unit said before to these questions. */
export async function replaceAnswers(
  tx: Writer,
  request: string,
  unitId: number,
  positions: readonly number[],
  rows: readonly AnswerRow[],
): Promise<void> {
  if (positions.length > 0)
    await tx
      .deleteFrom('requests.answers')
      .where('request_id', '=', request)
      .where('unit_id', '=', unitId)
      .where('position', 'in', [...positions])
      .where('how', '=', 'unit')
      .execute();
  if (rows.length > 0)
    await tx
      .insertInto('requests.answers')
      .values([...rows])
      .execute();
}

export const findAct = (db: Reader, id: string): Promise<ActRow | undefined> =>
  db.selectFrom('requests.acts').selectAll().where('id', '=', id).executeTakeFirst();
export async function insertAct(tx: Writer, row: ActRow): Promise<void> {
  await tx.insertInto('requests.acts').values(row).execute();
}

/** Parts of requests that were sent between two moments to these units. */
export async function listAskedOf(
  db: Reader,
  units: readonly number[],
  from: Date,
  until: Date,
): Promise<(RecipientRow & { readonly request: RequestRow })[]> {
  if (units.length === 0) return [];
  const requests = await db
    .selectFrom('requests.requests')
    .selectAll()
    .where('sent_at', '>=', from)
    .where('sent_at', '<', until)
    .orderBy('sent_at')
    .orderBy('id')
    .execute();
  const byId = new Map(requests.map((one) => [one.id, one]));
  const wanted = new Set(units);
  return (await listRecipients(db, [...byId.keys()])).flatMap((row) =>
    wanted.has(row.unit_id) && row.state !== 'spared' ? [{ ...row, request: byId.get(row.request_id)! }] : [],
  );
}
