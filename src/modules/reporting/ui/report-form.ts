import type { CellView } from '../domain/contract.ts';
import type { SaveReport, TypedNumber } from '../domain/write-contract.ts';
import { writeNumber } from '#platform/text/number-entry.ts';

/** What stands in the fields of a report: names as the page writes them, such as `num.classes-held`. */
export type Typed = Readonly<Record<string, string>>;

const NUMBER_FIELDS = ['num', 'den', 'source', 'date', 'grade', 'choice', 'reason', 'note'] as const;

/** What the fields of one cell show before anybody types. */
export function fieldsOf(cell: CellView): Typed {
  const { declared, code } = cell;
  return {
    [`num.${code}`]: declared ? writeNumber(declared.num) : '',
    [`den.${code}`]: declared?.den == null ? '' : writeNumber(declared.den),
    [`source.${code}`]: declared?.source ?? '',
    [`date.${code}`]: declared?.sourceDate ?? '',
    [`grade.${code}`]: declared?.grade ?? 'E0',
    [`choice.${code}`]: declared?.choice ?? (cell.computed ? 'computed' : 'declared'),
    [`reason.${code}`]: declared?.reason ?? '',
    [`note.${code}`]: declared?.note ?? '',
  };
}

/** Everything that was typed, to be shown again after a refusal. */
export function typedOf(form: FormData): Typed {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** The body of a save, from the fields of the page; cells and texts are those whose revision the page sent along. */
export function saveOf(typed: Typed): SaveReport {
  const codes = (prefix: string) =>
    Object.keys(typed).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  const field = (kind: (typeof NUMBER_FIELDS)[number], code: string) => typed[`${kind}.${code}`] ?? '';
  return {
    id: typed['id'] ?? '',
    numbers: codes('rev.').map((code): TypedNumber => ({
      cell: code,
      revision: Number(typed[`rev.${code}`]),
      num: field('num', code),
      den: field('den', code),
      source: field('source', code),
      sourceDate: field('date', code),
      grade: (field('grade', code) || 'E0') as TypedNumber['grade'],
      choice: (field('choice', code) || 'declared') as TypedNumber['choice'],
      reason: field('reason', code) as TypedNumber['reason'],
      note: field('note', code),
    })),
    texts: codes('textrev.').map((section) => ({
      section,
      revision: Number(typed[`textrev.${section}`]),
      body: typed[`text.${section}`] ?? '',
    })),
  };
}
