import { parse } from 'csv-parse/sync';
import { findColumns, type PopulationFault, type RawRow } from '../domain/population.ts';

const MOST_ROWS = 20_000;

type Read = { readonly rows: RawRow[] } | { readonly faults: PopulationFault[] };

const fileFault = (reason: PopulationFault['reason'], params = {}, line = 1): Read => ({
  faults: [{ line, column: 'file', reason, params }],
});

/** Reads a table as offices send it: with or without BOM, any line ends, separated by commas, semicolons or tabs. */
export function readTable(bytes: Uint8Array): Read {
  const text = decode(bytes);
  if (text === undefined) return fileFault('not-text');
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      info: true,
      trim: true,
      max_record_size: 10_000,
    }) as unknown as typeof records;
  } catch (error) {
    return fileFault('not-a-table', {}, Number((error as { lines?: number }).lines ?? 1));
  }
  const [head, ...rest] = records;
  if (!head) return fileFault('no-rows');
  const columns = findColumns(head.record);
  const missing = [
    ...(columns.code === undefined && columns.name === undefined ? ['mã đơn vị / tên đơn vị'] : []),
    ...(columns.group === undefined ? ['nhóm'] : []),
    ...(columns.year === undefined ? ['năm'] : []),
    ...(columns.value === undefined ? ['số người'] : []),
  ];
  if (missing.length > 0)
    return {
      faults: missing.map((name) => ({
        line: 1,
        column: 'file',
        reason: 'column-missing',
        params: { name },
      })),
    };
  if (rest.length === 0) return fileFault('no-rows');
  if (rest.length > MOST_ROWS) return fileFault('too-many-rows', { most: MOST_ROWS });
  const cell = (record: string[], at: number | undefined) => (at === undefined ? '' : (record[at] ?? ''));
  return {
    rows: rest.map(({ record, info }) => ({
      line: info.lines,
      code: cell(record, columns.code),
      name: cell(record, columns.name),
      group: cell(record, columns.group),
      year: cell(record, columns.year),
      value: cell(record, columns.value),
    })),
  };
}

/** UTF-8, or the UTF-16 that Excel writes as "Unicode text"; undefined when it is neither. */
function decode(bytes: Uint8Array): string | undefined {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    const text = new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text.normalize('NFC');
  } catch {
    return undefined;
  }
}

/** The separator that the first line has most of; a semicolon is what Vietnamese Excel writes. */
function separatorOf(text: string): string {
  const line = text.slice(0, 2_000).split(/\r?\n/, 1)[0] ?? '';
  const count = (one: string) => line.split(one).length;
  return [';', '\t', ','].reduce((best, one) => (count(one) > count(best) ? one : best));
}
