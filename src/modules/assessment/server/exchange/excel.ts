import type ExcelJS from 'exceljs';
import { type Exchanged, FileFault, type Reading } from '../../domain/exchange/exchanged.ts';
import { readSheet, type Row, writeSheet } from '../../domain/exchange/sheet.ts';
import { unpackFiles } from './package.ts';

/** Loaded when the first table comes: it is large. */
const loadExcel = async (): Promise<typeof ExcelJS> => (await import('exceljs')).default;

/** Columns that are looked at; a table of questions has some twenty. */
const WIDEST = 64;
/** Rows that are looked at, empty ones included. */
const LONGEST = 20_000;

/** What the archive holds was looked at before anything is understood of it. @throws FileFault */
function checkWorkbook(bytes: Uint8Array): void {
  const names: string[] = [];
  const files = unpackFiles(bytes, (name) => {
    names.push(name);
    return /\.(xml|rels)$/i.test(name);
  });
  if (names.some((name) => /vbaProject|macrosheets\//i.test(name))) throw new FileFault('macros');
  for (const [name, body] of files)
    if (Buffer.from(body).includes('<!DOCTYPE')) throw new FileFault('declares-entities', name.slice(0, 80));
}

/**
 * Questions of the first sheet of an Excel workbook. A row with a formula in it is not taken: what it computes is not
 * what somebody wrote.
 *
 * @throws FileFault
 */
export async function readExcel(bytes: Uint8Array): Promise<Reading> {
  checkWorkbook(bytes);
  const Excel = await loadExcel();
  const workbook = new Excel.Workbook();
  try {
    await workbook.xlsx.load(Buffer.from(bytes) as never);
  } catch {
    throw new FileFault('archive-damaged');
  }
  const sheet = workbook.worksheets.find(({ state }) => state === 'visible');
  if (!sheet) throw new FileFault('nothing-in-it');
  const rows: Row[] = [];
  sheet.eachRow((row, line) => {
    if (line > LONGEST) throw new FileFault('too-many-questions');
    rows.push(rowOf(row, line));
  });
  return readSheet(rows);
}

function rowOf(row: ExcelJS.Row, line: number): Row {
  const cells: string[] = [];
  let formula: string | undefined;
  row.eachCell((cell, column) => {
    if (column > WIDEST) return;
    if (cell.formula) formula ??= cell.address;
    cells[column - 1] = wordsOf(cell.value);
  });
  const whole = Array.from(cells, (text) => text ?? '');
  return { place: { line }, cells: whole, ...(formula !== undefined && { formula }) };
}

function wordsOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  // Of a link its words; where it leads is left aside.
  if ('text' in value) return wordsOf(value.text as ExcelJS.CellValue);
  return '';
}

/** A workbook with one sheet. Its cells are text, never formulas. */
export async function writeExcel(items: readonly Exchanged[]): Promise<Uint8Array> {
  const Excel = await loadExcel();
  const workbook = new Excel.Workbook();
  const sheet = workbook.addWorksheet('Câu hỏi', { views: [{ state: 'frozen', ySplit: 1 }] });
  const rows = writeSheet(items);
  for (const row of rows) sheet.addRow(row.map((value) => (value === '' ? null : value)));
  sheet.getRow(1).font = { bold: true };
  for (const [at, name] of rows[0]!.entries()) {
    const column = sheet.getColumn(at + 1);
    column.width = name === 'Câu hỏi' || name === 'Giải thích' ? 50 : String(name).length === 1 ? 30 : 14;
    column.alignment = { wrapText: true, vertical: 'top' };
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
