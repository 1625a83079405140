import { parse } from 'csv-parse/sync';
import type { Exchanged, Reading } from '../../domain/exchange/exchanged.ts';
import { FileFault } from '../../domain/exchange/exchanged.ts';
import { guarded, readSheet, unguarded, writeSheet } from '../../domain/exchange/sheet.ts';

/** Most signs of one row. */
const LONGEST_ROW = 60_000;

/** The separator that the first line has most of; a semicolon is what Vietnamese Excel writes. */
function separatorOf(text: string): string {
  const line = text.slice(0, 2_000).split(/\r?\n/, 1)[0] ?? '';
  const count = (one: string) => line.split(one).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** Whether a text looks like a table with a head of ours, and not like questions in running text. */
export function isTable(text: string): boolean {
  const line =
    text
      .replace(/^\ufeff/, '')
      .slice(0, 2_000)
      .split(/\r?\n/, 1)[0] ?? '';
  return (
    line.split(separatorOf(line)).length >= 4 && !/[{}]/.test(line) && !/^\s*(\/\/|::|\$CATEGORY)/.test(line)
  );
}

/** Questions of a CSV file: with or without a mark, any line ends, separated by commas, semicolons or tabs. */
export function readCsv(text: string): Reading {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: separatorOf(text.replace(/^\ufeff/, '')),
      relax_column_count: true,
      info: true,
      max_record_size: LONGEST_ROW,
    }) as unknown as typeof records;
  } catch (error) {
    throw new FileFault('unknown-format', `CSV, ${(error as { lines?: number }).lines ?? 1}`);
  }
  return readSheet(
    records.map(({ record, info }) => ({
      place: { line: info.lines },
      cells: record.map((cell) => unguarded(cell.trim())),
    })),
  );
}

/** In UTF-8 with a mark, so that Excel reads the tones; lines end as the standard has it (RFC 4180). */
export function writeCsv(items: readonly Exchanged[]): string {
  const cell = (value: string | number): string => {
    const text = typeof value === 'number' ? String(value) : guarded(value);
    return /[",;\t\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = writeSheet(items).map((row) => row.map(cell).join(','));
  return `\ufeff${rows.join('\r\n')}\r\n`;
}
