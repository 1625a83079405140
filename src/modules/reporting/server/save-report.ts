import type { Tx } from '#platform/database/connect.ts';
import { formatDateTime } from './say-time.ts';
import type { Meanwhile, SaveReport } from '../domain/write-contract.ts';
import { writeNumber } from '#platform/text/number-entry.ts';
import { refuse } from '../domain/refusals.ts';
import { nextState, type ReportState } from '../domain/report-state.ts';
import { closingOf, findAsked, type Asking, type Found } from './find-report.ts';
import { cellsOf, computedNow, countedUntil, countFor, peopleOf } from './ledger.ts';
import { once, personOf } from './once.ts';
import { readTyped, type InputFault } from './read-numbers.ts';
import { partCells } from './read-report.ts';
import {
  insertNumbers,
  insertTexts,
  listNumbers,
  listTexts,
  lockReport,
  updateReport,
  type NumberRow,
  type TextRow,
} from './reports.store.ts';
import { isClerk } from './rights.ts';
import { say } from './say-fault.ts';
import type { ReportingTables } from './tables.ts';

interface Written {
  readonly numbers: readonly NumberRow[];
  readonly texts: readonly TextRow[];
}

/**
 * Writes numbers and texts of a report, all or none. What is as it was is not written again, whoever saw which revision.
 *
 * @throws Refusal reporting/clerk-enters, number-faults with every fault, written-meanwhile with both values of each field
 *   that somebody else wrote since, sent-already, period-closed, repeat-differs
 */
export async function saveReport(
  context: Asking,
  params: { unit: number; form: string; period: string },
  given: SaveReport,
): Promise<{ state: ReportState; written: number }> {
  const found = await findAsked(context, params.unit, params.form, params.period);
  if (!isClerk(context, found)) refuse('clerk-enters');
  const read = await readAll(context, found, given);
  return context.db.transaction().execute(async (tx: Tx<ReportingTables>) => {
    const report = await lockReport(tx, found.key, context.now());
    if (
      !(await once(tx, context, found.key, {
        id: given.id,
        act: 'save',
        content: [given.numbers, given.texts],
      }))
    )
      return { state: report.state, written: 0 };
    const { closing } = await closingOf(tx, found);
    const next = nextState(report.state, 'save', closing);
    if (!next.ok) return refuse(next.fault);
    const { numbers, texts } = await compare(tx, context, found, given, read);
    await insertNumbers(tx, numbers);
    await insertTexts(tx, texts);
    const written = numbers.length + texts.length;
    if (written > 0) await updateReport(tx, found.key, { state: next.state, changed_at: context.now() });
    return { state: written > 0 ? next.state : report.state, written };
  });
}

type Read = ReadonlyMap<string, Extract<ReturnType<typeof readTyped>, { kind: 'number' | 'taken-back' }>>;

/** @throws Refusal reporting/number-faults, reporting/report-not-found for a cell or text that the form has not */
async function readAll(context: Asking, found: Found, { numbers, texts }: SaveReport): Promise<Read> {
  const { form, unit, period, today } = found;
  const known = new Set(form.sections.map(({ code }) => code));
  if (texts.some(({ section }) => !known.has(section))) refuse('report-not-found');
  const [counted, parts, rows] = await Promise.all([
    countFor(context, found),
    partCells(context, found),
    listNumbers(context.db, [unit], form.id, period.key),
  ]);
  const cells = cellsOf(form, rows, computedNow(found, counted, parts));
  const faults: InputFault[] = [];
  const read = new Map<string, ReturnType<typeof readTyped>>();
  for (const typed of numbers) {
    const cell = form.cells.find(({ code }) => code === typed.cell) ?? refuse('report-not-found');
    const one = readTyped(context.language, cell, typed, {
      computed: cells.find((each) => each.cell === cell.code)?.computed ?? null,
      population: peopleOf(counted, found, cell)?.value ?? null,
      today,
      sourceDate: countedUntil(found),
    });
    if (one.kind === 'faults') faults.push(...one.faults);
    read.set(cell.code, one);
  }
  if (faults.length > 0) refuse('number-faults', { faults });
  return read as Read;
}

const same = (row: NumberRow | undefined, one: NonNullable<ReturnType<Read['get']>>): boolean =>
  one.kind === 'taken-back'
    ? row === undefined || row.num === null
    : row !== undefined &&
      row.num === one.declared.num &&
      row.den === one.declared.den &&
      row.source === one.declared.source &&
      row.source_date === one.declared.sourceDate &&
      row.grade === one.declared.grade &&
      row.choice === one.declared.choice &&
      row.reason === one.declared.reason &&
      row.note === one.declared.note;

const numberText = (num: number | null | undefined): string => (num == null ? '' : writeNumber(num));

/** What is to be written: what differs from what stands there, as long as the writer saw what stands there. */
async function compare(
  tx: Tx<ReportingTables>,
  context: Asking,
  { key, form, unit }: Found,
  given: SaveReport,
  read: Read,
): Promise<Written> {
  const rows = (await listNumbers(tx, [unit], form.id, key.period)).filter(({ kind }) => kind === 'declared');
  const standing = await listTexts(tx, key);
  const by = { written_at: context.now(), written_by: personOf(context) };
  const meanwhile: Meanwhile[] = [];
  const numbers: NumberRow[] = [];
  for (const typed of given.numbers) {
    const one = read.get(typed.cell)!;
    const row = rows.find(({ cell }) => cell === typed.cell);
    if (same(row, one)) continue;
    if ((row?.revision ?? 0) !== typed.revision) {
      meanwhile.push({
        field: `num.${typed.cell}`,
        revision: row?.revision ?? 0,
        theirs: numberText(row?.num),
        yours: one.kind === 'number' ? numberText(one.declared.num) : '',
        at: (row?.written_at ?? context.now()).toISOString(),
      });
      continue;
    }
    const said = one.kind === 'number' ? one.declared : null;
    numbers.push({
      ...key,
      cell: typed.cell,
      kind: 'declared',
      revision: (row?.revision ?? 0) + 1,
      num: said?.num ?? null,
      den: said?.den ?? null,
      source: said?.source ?? '',
      source_date: said?.sourceDate ?? row!.source_date,
      grade: said?.grade ?? 'E0',
      choice: said?.choice ?? 'computed',
      reason: said?.reason ?? '',
      note: said?.note ?? '',
      ...by,
    });
  }
  const texts: TextRow[] = [];
  for (const { section, revision, body } of given.texts) {
    const row = standing.find((one) => one.section === section);
    if ((row?.body ?? '') === body) continue;
    if ((row?.revision ?? 0) !== revision) {
      meanwhile.push({
        field: `text.${section}`,
        revision: row?.revision ?? 0,
        theirs: row?.body ?? '',
        yours: body,
        at: (row?.written_at ?? context.now()).toISOString(),
      });
      continue;
    }
    texts.push({ ...key, section, revision: revision + 1, body, ...by });
  }
  if (meanwhile.length > 0) refuseMeanwhile(context, form, meanwhile);
  return { numbers, texts };
}

/** Both values of every field, in words for people and as data for programs. */
export function refuseMeanwhile(
  { language }: Pick<Asking, 'language'>,
  form: Found['form'],
  meanwhile: readonly Meanwhile[],
): never {
  const label = (field: string) => {
    const [kind, code] = field.split('.');
    const named = kind === 'text' ? form.sections : form.cells;
    const one = named.find((each) => each.code === code);
    return one ? ('title' in one ? one.title : one.label)[language] : code!;
  };
  const none = say(language, 'none');
  const short = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text || none);
  return refuse('written-meanwhile', {
    meanwhile,
    faults: meanwhile.map(({ field, theirs, yours, at }) => ({
      at: field,
      what: say(language, 'fault.meanwhile', {
        label: label(field),
        theirs: short(theirs),
        yours: short(yours),
        at: formatDateTime(new Date(at)),
      }),
    })),
  });
}
