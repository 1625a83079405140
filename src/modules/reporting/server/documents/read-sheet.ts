import { timingSafeEqual } from 'node:crypto';
import { Unzip, UnzipInflate } from 'fflate';
import type { TypedNumber } from '../../domain/write-contract.ts';
import { choiceReasons } from '../../domain/ledger.ts';
import { writeNumber } from '#platform/text/number-entry.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Asking, Found } from '../find-report.ts';
import type { InputFault } from '../read-numbers.ts';
import { say } from '../say-fault.ts';
import {
  CHOICES,
  COLUMNS,
  columnLetter,
  FIRST_ROW,
  HEADER_ROW,
  isGrade,
  SEAL_SHEET,
  SHEET,
  type ColumnKey,
  type Seal,
} from './sheet-shape.ts';
import { loadExcel, sealOf } from './write-sheet.ts';

/** The largest annex taken, bytes; and what it may unpack to. */
export const MOST_BYTES = 2 * 1024 * 1024;
const MOST_UNPACKED = 8 * 1024 * 1024;
const MOST_FILES = 60;

/**
 * Looks into the package before anything interprets it: macros, formulas and links to elsewhere have no place in an annex.
 *
 * @throws Refusal reporting/not-a-sheet, sheet-too-large, sheet-macros, sheet-formulas with the cells, sheet-links
 */
export function inspect(bytes: Uint8Array, language: Asking['language']): void {
  const texts: { name: string; chunks: Uint8Array[] }[] = [];
  let [unpacked, files] = [0, 0];
  const unzip = new Unzip((file) => {
    if (++files > MOST_FILES) refuse('sheet-too-large');
    const name = file.name.toLowerCase();
    if (/vbaproject|\/macrosheets\/|\/dialogsheets\/|\/activex\//.test(name)) refuse('sheet-macros');
    if (/externallinks|\/embeddings\/|connections\.xml|querytable/.test(name)) refuse('sheet-links');
    const entry = { name, chunks: [] as Uint8Array[] };
    const keep = /^xl\/worksheets\/[^/]+\.xml$|content_types/.test(name);
    if (keep) texts.push(entry);
    file.ondata = (error, chunk) => {
      // What is refused while it unpacks comes back here as an error of its own.
      if (error?.name === 'Refusal') throw error;
      if (error) refuse('not-a-sheet');
      unpacked += chunk.length;
      if (unpacked > MOST_UNPACKED) refuse('sheet-too-large');
      if (keep) entry.chunks.push(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += 65_536)
      unzip.push(bytes.subarray(at, at + 65_536), at + 65_536 >= bytes.length);
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusal') throw error;
    refuse('not-a-sheet');
  }
  if (texts.length === 0) refuse('not-a-sheet');
  for (const { name, chunks } of texts) {
    const text = Buffer.concat(chunks).toString('utf8');
    if (/macroEnabled/i.test(text) && name.includes('content_types')) refuse('sheet-macros');
    const formulas = [
      ...text.matchAll(/<(?:\w+:)?c\b[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f[\s>/]/g),
    ].map(([, place]) => place);
    if (formulas.length > 0 || /<(?:\w+:)?f[\s>/]/.test(text))
      refuse('sheet-formulas', {
        faults: formulas
          .slice(0, 20)
          .map((place) => ({ at: place!, what: say(language, 'sheet.formula', { place: place! }) })),
      });
  }
}

/**
 * Reads an annex that was exported from just this report, as a save of its numbers with the revisions that it showed.
 *
 * @throws Refusal as {@link inspect}; sheet-not-ours without a whole signature, sheet-of-another of another report,
 *   sheet-columns where columns or rows were moved, with what stands there; number-faults for what is no grade or day
 */
export async function readSheet(context: Asking, found: Found, bytes: Uint8Array): Promise<TypedNumber[]> {
  inspect(bytes, context.language);
  const Excel = await loadExcel();
  const book = new Excel.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as never).catch(() => refuse('not-a-sheet'));
  const sheet = book.getWorksheet(SHEET) ?? refuse('sheet-not-ours');
  const hidden = book.getWorksheet(SEAL_SHEET) ?? refuse('sheet-not-ours');
  const seal = readSeal(
    context,
    String(hidden.getCell('A1').value ?? ''),
    String(hidden.getCell('A2').value ?? ''),
  );
  const { unit, form, period } = found;
  if (seal.unit !== unit.id || seal.form !== form.id || seal.period !== period.key)
    refuse('sheet-of-another');
  const textAt = (row: number, key: ColumnKey) => textOf(sheet.getCell(`${columnLetter(key)}${row}`).value);
  const moved: InputFault[] = COLUMNS.flatMap(({ key, title }) => {
    const stands = textAt(HEADER_ROW, key);
    return stands === title
      ? []
      : [
          {
            at: `${columnLetter(key)}${HEADER_ROW}`,
            what: say(context.language, 'sheet.column', { place: columnLetter(key), title, stands }),
          },
        ];
  });
  seal.rows.forEach(({ code }, at) => {
    const stands = textAt(FIRST_ROW + at, 'code');
    if (stands !== code)
      moved.push({
        at: `A${FIRST_ROW + at}`,
        what: say(context.language, 'sheet.row', { row: String(FIRST_ROW + at), title: code, stands }),
      });
  });
  const beyond = textAt(FIRST_ROW + seal.rows.length, 'code');
  if (beyond !== '')
    moved.push({
      at: `A${FIRST_ROW + seal.rows.length}`,
      what: say(context.language, 'sheet.row.more', { stands: beyond }),
    });
  if (moved.length > 0) refuse('sheet-columns', { faults: moved });
  const faults: InputFault[] = [];
  const typed = seal.rows.map(({ code, revision }, at): TypedNumber => {
    const text = (key: ColumnKey) => textAt(FIRST_ROW + at, key);
    const wrong = (key: ColumnKey, what: string) =>
      faults.push({
        at: `${columnLetter(key)}${FIRST_ROW + at}`,
        what: say(context.language, what, {
          place: `${columnLetter(key)}${FIRST_ROW + at}`,
          typed: text(key),
        }),
      });
    const num = text('num');
    const grade = text('grade') || 'E0';
    const date = text('date');
    const reason = text('reason');
    const choice = text('choice').toLowerCase() || 'hệ thống';
    if (!isGrade(grade)) wrong('grade', 'sheet.grade');
    if (date !== '' && !/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(date))
      wrong('date', 'sheet.date');
    if (reason !== '' && !(choiceReasons as readonly string[]).includes(reason))
      wrong('reason', 'sheet.reason');
    if (!(choice in CHOICES)) wrong('choice', 'sheet.choice');
    return {
      cell: code,
      revision,
      num,
      den: num === '' ? '' : text('den'),
      source: text('source').slice(0, 200),
      sourceDate: date,
      grade: isGrade(grade) ? grade : 'E0',
      choice: CHOICES[choice as keyof typeof CHOICES] ?? 'computed',
      reason: reason as TypedNumber['reason'],
      note: text('note').slice(0, 500),
    };
  });
  if (faults.length > 0) refuse('number-faults', { faults });
  return typed;
}

function readSeal(context: Pick<Asking, 'master'>, text: string, signature: string): Seal {
  let seal: Seal;
  try {
    seal = JSON.parse(text) as Seal;
  } catch {
    return refuse('sheet-not-ours');
  }
  const expected = Buffer.from(sealOf(context.master, seal));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? seal
    : refuse('sheet-not-ours');
}

/** What a cell shows, numbers as they are typed here; a day that the spreadsheet made of a text is a day again. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return value < 0 ? `-${writeNumber(-value)}` : writeNumber(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'object' && 'richText' in value)
    return (value.richText as { text: string }[])
      .map(({ text }) => text)
      .join('')
      .trim();
  if (typeof value === 'object' && 'text' in value) return String(value.text).trim();
  return typeof value === 'object' ? '?' : String(value).trim();
}
