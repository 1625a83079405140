import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { AssessmentTables } from '../tables.ts';
import type { PaperBatchRow, PaperEntryRow, PaperSheetRow } from './tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;
type Write = Tx<AssessmentTables>;
type SheetKey = Pick<PaperSheetRow, 'part_key' | 'id'>;

/** @returns false when the unit has a batch of this number, or this id was there */
export async function insertBatch(tx: Write, row: PaperBatchRow): Promise<boolean> {
  const done = await tx
    .insertInto('assessment.paper_batches')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findBatch(db: Reader, partKey: number, id: string): Promise<PaperBatchRow | undefined> {
  return db
    .selectFrom('assessment.paper_batches')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Of a unit, the newest first, with its sheets counted. */
export async function listBatches(db: Reader, partKey: number, unitId: number) {
  return db
    .selectFrom('assessment.paper_batches as b')
    .selectAll('b')
    .select((eb) => {
      const sheets = eb
        .selectFrom('assessment.paper_sheets as s')
        .whereRef('s.part_key', '=', 'b.part_key')
        .whereRef('s.batch_id', '=', 'b.id');
      return [
        sheets.select((count) => count.fn.countAll<string>().as('sheets')).as('sheets'),
        sheets
          .where('s.session_id', 'is not', null)
          .select((count) => count.fn.countAll<string>().as('counted'))
          .as('counted'),
      ];
    })
    .where('b.part_key', '=', partKey)
    .where('b.unit_id', '=', unitId)
    .orderBy('b.printed_at', 'desc')
    .orderBy('b.id')
    .limit(100)
    .execute();
}

type NewSheet = Pick<PaperSheetRow, 'part_key' | 'id' | 'batch_id' | 'unit_id' | 'number' | 'form' | 'state'>;

export async function insertSheets(tx: Write, rows: readonly NewSheet[]): Promise<void> {
  await tx
    .insertInto('assessment.paper_sheets')
    .values(rows.map((row) => ({ ...row, state: JSON.stringify(row.state) as never })))
    .execute();
}

/** In the order of their numbers. */
export async function listSheets(db: Reader, { part_key: partKey, id }: SheetKey): Promise<PaperSheetRow[]> {
  return db
    .selectFrom('assessment.paper_sheets')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('batch_id', '=', id)
    .orderBy('number')
    .execute();
}

/** What is written in a sitting, the numbers in order. */
export async function listSheetsOfSitting(
  db: Reader,
  { part_key: partKey, id }: SheetKey,
): Promise<PaperSheetRow[]> {
  return db
    .selectFrom('assessment.paper_sheets')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('sitting_id', '=', id)
    .orderBy('number')
    .execute();
}

/** Being typed in: it neither counts nor was taken out. */
export const isWaiting = ({ session_id: test, void_reason: out }: PaperSheetRow): boolean =>
  test === null && out === null;

export async function findSheet(
  db: Reader,
  partKey: number,
  unitId: number,
  number: string,
): Promise<PaperSheetRow | undefined> {
  return db
    .selectFrom('assessment.paper_sheets')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('unit_id', '=', unitId)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** The sheet, nobody else's until the transaction ends: of two hands that finish at once, one compares. */
export async function lockSheet(tx: Write, { part_key: partKey, id }: SheetKey): Promise<PaperSheetRow> {
  return tx
    .selectFrom('assessment.paper_sheets')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateSheet(
  tx: Write,
  { part_key: partKey, id }: SheetKey,
  to: Partial<Omit<PaperSheetRow, 'part_key' | 'id' | 'state' | 'settled'>> & { settled?: object },
): Promise<void> {
  const { settled, ...plain } = to;
  await tx
    .updateTable('assessment.paper_sheets')
    .set({ ...plain, ...(settled ? { settled: JSON.stringify(settled) as never } : {}) })
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .execute();
}

/** What was typed from sheets, who finished first, first. */
export async function listEntries(
  db: Reader,
  partKey: number,
  sheets: readonly string[],
): Promise<PaperEntryRow[]> {
  if (sheets.length === 0) return [];
  return db
    .selectFrom('assessment.paper_entries')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('sheet_id', 'in', sheets)
    .orderBy('done_at')
    .orderBy('id')
    .execute();
}

/** Keeps what one hand typed; what it finished stays. @returns false when it had finished */
export async function saveEntry(tx: Write, row: PaperEntryRow): Promise<boolean> {
  const answers = JSON.stringify(row.answers) as never;
  const { person_code, saved_at, done_at } = row;
  const done = await tx
    .insertInto('assessment.paper_entries')
    .values({ ...row, answers })
    .onConflict((conflict) =>
      conflict
        .columns(['part_key', 'sheet_id', 'entered_by'])
        .doUpdateSet({ person_code, answers, saved_at, done_at })
        .where('assessment.paper_entries.done_at', 'is', null),
    )
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What was typed from the sheets of a person's tests goes with her; the sheets stay as numbers that were used. */
export async function forgetPapers(tx: Write, { partKey, personId }: Identity): Promise<void> {
  const tests = await tx
    .selectFrom('assessment.sessions')
    .select('id')
    .where('part_key', '=', partKey)
    .where('person_id', '=', personId)
    .where('device_kind', '=', 'paper')
    .execute();
  if (tests.length === 0) return;
  const ids = tests.map(({ id }) => id);
  const sheets = await tx
    .updateTable('assessment.paper_sheets')
    .set({ settled: null })
    .where('session_id', 'in', ids)
    .returning(['part_key', 'id'])
    .execute();
  for (const sheet of sheets)
    await tx
      .deleteFrom('assessment.paper_entries')
      .where('part_key', '=', sheet.part_key)
      .where('sheet_id', '=', sheet.id)
      .execute();
}

/** How long a question was read on paper nobody knows. */
export async function insertPaperAnswers(
  tx: Write,
  { part_key, id: session_id }: SheetKey,
  answers: readonly { position: number; itemId: string; given: unknown; right: boolean }[],
  at: Date,
): Promise<void> {
  await tx
    .insertInto('assessment.answers')
    .values(
      answers.map(({ position, itemId, given, right }) => ({
        part_key,
        session_id,
        position,
        item_id: itemId,
        given: JSON.stringify(given),
        is_right: right,
        answered_at: at,
        response_ms: null,
        shown_ms: null,
      })),
    )
    .execute();
}
