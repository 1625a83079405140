import { attachment } from './attachment.ts';

type Value = string | number | null;
export type Line = readonly Value[];

/** What a spreadsheet would take for a formula is made plain text (OWASP, CSV injection). */
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const written = (value: Value): string =>
  typeof value === 'number'
    ? String(value).replace('.', ',')
    : `"${plain(value ?? '').replaceAll('"', '""')}"`;

/** As Vietnamese Excel opens it: UTF-8 with BOM, semicolons, decimal commas. */
export const csvText = (lines: readonly Line[]): string =>
  `\ufeff${lines.map((line) => line.map(written).join(';')).join('\r\n')}\r\n`;

/**
 * A table as a file to be saved; its first line is the head. Numbers stay numbers in both kinds.
 *
 * @param name without its ending, ASCII
 */
export async function tableFile(
  name: string,
  kind: 'csv' | 'xlsx',
  lines: readonly Line[],
): Promise<Response> {
  const file = `${name}.${kind}`;
  if (kind === 'csv')
    return new Response(csvText(lines), { headers: attachment('text/csv; charset=utf-8', file, file) });
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Response(await workbook(lines), { headers: attachment(type, file, file) });
}

/** The library is loaded with the first sheet that is asked for: it is large. */
async function workbook(lines: readonly Line[]): Promise<Uint8Array<ArrayBuffer>> {
  const { default: Excel } = await import('exceljs');
  const book = new Excel.Workbook();
  const sheet = book.addWorksheet('bang', { views: [{ state: 'frozen', ySplit: 1 }] });
  for (const line of lines)
    sheet.addRow(line.map((value) => (typeof value === 'string' ? plain(value) : value))).eachCell((cell) => {
      if (typeof cell.value === 'number') cell.numFmt = Number.isInteger(cell.value) ? '#,##0' : '#,##0.0#';
    });
  sheet.getRow(1).font = { bold: true };
  sheet.columns.forEach((column, index) => {
    const longest = Math.max(...lines.map((line) => String(line[index] ?? '').length));
    column.width = Math.min(60, Math.max(10, longest + 2));
    column.alignment = { wrapText: true, vertical: 'top' };
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}
