import type { Context, Language } from '#platform/http/context.ts';
import { attachment } from '#platform/http/attachment.ts';
import type { Result } from '../domain/contract.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };
import { readResults } from './read-results.ts';

const words = { vi, en };
const columns = [
  'name',
  'unit',
  'group',
  'subject',
  'rule-set',
  'evidence',
  'code',
  'issued-on',
  'issuer',
  'revoked-on',
  'verify-url',
  'domains',
] as const;
type Row = Record<(typeof columns)[number], string>;

const toRow = (result: Result, language: Language): Row => ({
  name: result.name ?? '',
  unit: result.unit.name,
  group: result.group[language],
  subject: result.subject[language],
  'rule-set': result.ruleSet[language],
  evidence: result.evidence[language],
  code: result.code,
  'issued-on': result.issuedOn,
  issuer: result.issuer[language],
  'revoked-on': result.revokedOn ?? '',
  'verify-url': result.verifyUrl,
  domains: result.domains
    .map(({ name, words: standing }) => `${name[language]}: ${standing[language]}`)
    .join('. '),
});

/** What a spreadsheet would take for a formula is made plain text (OWASP, CSV injection). */
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** The results of a unit as a file, by name. @throws Refusal as {@link readResults} */
export async function resultsFile(
  context: Context,
  unitId: number,
  {
    as,
    ...asked
  }: {
    readonly from: string;
    readonly to: string;
    readonly group?: string | undefined;
    readonly as: 'csv' | 'xlsx';
  },
): Promise<Response> {
  const { language } = context;
  const { results } = await readResults(context, unitId, asked);
  const lines = [
    columns.map((column) => words[language][`results.${column}`]),
    ...results.map((result) => {
      const row = toRow(result, language);
      return columns.map((column) => plain(row[column]));
    }),
  ];
  const name = `ket-qua-${unitId}-${asked.from}-${asked.to}.${as}`;
  if (as === 'csv') {
    const text = lines.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'));
    const body = `\ufeff${text.join('\r\n')}\r\n`;
    return new Response(body, { headers: attachment('text/csv; charset=utf-8', name, name) });
  }
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Response(await workbook(lines), { headers: attachment(type, name, name) });
}

async function workbook(lines: readonly (readonly string[])[]): Promise<Uint8Array<ArrayBuffer>> {
  const { default: Excel } = await import('exceljs');
  const book = new Excel.Workbook();
  const sheet = book.addWorksheet('ket-qua', { views: [{ state: 'frozen', ySplit: 1 }] });
  for (const line of lines) sheet.addRow([...line]);
  sheet.getRow(1).font = { bold: true };
  for (const column of sheet.columns) column.width = 24;
  return new Uint8Array(await book.xlsx.writeBuffer());
}
