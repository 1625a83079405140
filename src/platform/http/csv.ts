type Value = string | number | null;

/** A cell that a spreadsheet would take for a formula is made plain text (OWASP, CSV injection). */
const plain = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const cell = (value: Value) =>
  value === null ? '' : typeof value === 'number' ? String(value) : `"${plain(value).replaceAll('"', '""')}"`;

/** A number with one decimal place, ready for {@link csvFile}. */
export class Decimal {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A table as Vietnamese Excel opens it: UTF-8 with BOM, semicolons, decimal commas. */
export function csvFile(
  name: string,
  language: string,
  lines: readonly (readonly (Value | Decimal)[])[],
): Response {
  const write = (value: Value | Decimal) =>
    value instanceof Decimal
      ? value.value.toFixed(1).replace('.', language === 'vi' ? ',' : '.')
      : cell(value);
  const text = lines.map((line) => line.map(write).join(';')).join('\r\n');
  return new Response(`\ufeff${text}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
  });
}
