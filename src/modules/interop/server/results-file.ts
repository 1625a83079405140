import type { Context, Language } from '#platform/http/context.ts';
import { tableFile } from '#platform/http/table-file.ts';
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
      return columns.map((column) => row[column]);
    }),
  ];
  return tableFile(`ket-qua-${unitId}-${asked.from}-${asked.to}`, as, lines);
}
