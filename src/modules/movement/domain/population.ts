import { fold, tidy } from '#platform/text/fold.ts';
import type { PopulationGroup } from './indicator.ts';

/** A cell as it stands in the file, with the line it begins on. */
export interface RawRow {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly group: string;
  readonly year: string;
  readonly value: string;
}

export interface PopulationRow {
  readonly line: number;
  readonly unitId: number;
  readonly group: string;
  readonly year: number;
  readonly value: number;
}

export type PopulationColumn = 'unit' | 'group' | 'year' | 'value' | 'file';
export const faultReasons = [
  'not-text',
  'not-a-table',
  'no-rows',
  'too-many-rows',
  'column-missing',
  'empty',
  'unit-unknown',
  'unit-ambiguous',
  'unit-code-and-name-differ',
  'group-unknown',
  'year-wrong',
  'value-not-a-number',
  'value-negative',
  'value-not-whole',
  'value-too-large',
  'repeated',
  'total-differs',
  'total-too-small',
] as const;
/** One thing wrong in the file; `params` fill the words of `population.fault.<reason>`. */
export interface PopulationFault {
  readonly line: number;
  readonly column: PopulationColumn;
  readonly reason: (typeof faultReasons)[number];
  readonly params: Readonly<Record<string, string | number>>;
}

/** What the check must know of units: those that the importer may speak for. */
export interface UnitLookup {
  byCode(code: string): { readonly id: number; readonly name: string } | undefined;
  byName(name: string): readonly { readonly id: number; readonly name: string; readonly code: string }[];
  parentOf(unitId: number): number | null;
  childrenOf(unitId: number): readonly number[];
  nameOf(unitId: number): string;
}

const HEADS: Readonly<Record<'code' | 'name' | 'group' | 'year' | 'value', readonly string[]>> = {
  code: ['ma don vi', 'ma dvhc', 'ma', 'unit code', 'code'],
  name: ['ten don vi', 'don vi', 'ten', 'xa phuong', 'unit', 'unit name', 'name'],
  group: ['nhom', 'nhom doi tuong', 'doi tuong', 'group'],
  year: ['nam', 'year'],
  value: ['so nguoi', 'so dan', 'dan so', 'so luong', 'people', 'population', 'value'],
};
export type Columns = Partial<Record<keyof typeof HEADS, number>>;

/** Which column is which, by heads written with or without diacritics, in either language. */
export function findColumns(head: readonly string[]): Columns {
  const folded = head.map((cell) => fold(cell));
  const found: Columns = {};
  for (const key of Object.keys(HEADS) as (keyof typeof HEADS)[]) {
    const at = folded.findIndex((cell) => HEADS[key].includes(cell));
    if (at >= 0) found[key] = at;
  }
  return found;
}

/** `1.234`, `1,234`, `1 234` and `1234` are one number; anything else says what is wrong with it. */
export function readCount(written: string): number | PopulationFault['reason'] {
  const text = tidy(written).replace(/[\u00a0\u202f]/g, ' ');
  if (/^[-−–]/.test(text) && /\d/.test(text)) return 'value-negative';
  if (!/^(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)$/.test(text))
    return /^\d[\d., ]*$/.test(text) ? 'value-not-whole' : 'value-not-a-number';
  const value = Number(text.replace(/[., ]/g, ''));
  return value <= 200_000_000 ? value : 'value-too-large';
}

const short = (text: string) => (tidy(text).length > 60 ? `${tidy(text).slice(0, 57)}…` : tidy(text));

/** Everything that is wrong with the rows, and the rows that are right; a file with one fault is not imported at all. */
export function checkRows(
  rows: readonly RawRow[],
  units: UnitLookup,
  groups: readonly PopulationGroup[],
): { rows: PopulationRow[]; faults: PopulationFault[] } {
  const faults: PopulationFault[] = [];
  const right: PopulationRow[] = [];
  for (const raw of rows) {
    const before = faults.length;
    const say = (column: PopulationColumn, reason: PopulationFault['reason'], params = {}) =>
      faults.push({ line: raw.line, column, reason, params });
    const unitId = findUnit(raw, units, say);
    const group = groups.find(
      ({ code, name }) =>
        code === tidy(raw.group).toLowerCase() ||
        [name.vi, name.en].some((one) => fold(one) === fold(raw.group)),
    );
    if (!group)
      say('group', raw.group.trim() ? 'group-unknown' : 'empty', {
        written: short(raw.group),
        known: groups.map((one) => one.code).join(', '),
      });
    const year = /^(20[2-9]\d)$/.exec(tidy(raw.year))?.[1];
    if (!year) say('year', raw.year.trim() ? 'year-wrong' : 'empty', { written: short(raw.year) });
    const value = raw.value.trim() ? readCount(raw.value) : 'empty';
    if (typeof value === 'string') say('value', value, { written: short(raw.value) });
    if (faults.length === before)
      right.push({
        line: raw.line,
        unitId: unitId!,
        group: group!.code,
        year: Number(year),
        value: value as number,
      });
  }
  faults.push(...findRepeated(right, units), ...findWrongTotals(right, units));
  return { rows: right, faults: faults.sort((left, right_) => left.line - right_.line) };
}

function findUnit(
  raw: RawRow,
  units: UnitLookup,
  say: (column: PopulationColumn, reason: PopulationFault['reason'], params?: object) => void,
): number | undefined {
  const [code, name] = [tidy(raw.code), tidy(raw.name)];
  if (!code && !name) return void say('unit', 'empty');
  if (code) {
    const unit = units.byCode(code);
    if (!unit) return void say('unit', 'unit-unknown', { written: short(code) });
    if (name && !units.byName(name).some((one) => one.id === unit.id))
      return void say('unit', 'unit-code-and-name-differ', { written: short(name), name: unit.name });
    return unit.id;
  }
  const found = units.byName(name);
  if (found.length === 0) return void say('unit', 'unit-unknown', { written: short(name) });
  if (found.length > 1)
    return void say('unit', 'unit-ambiguous', {
      written: short(name),
      codes: found
        .slice(0, 6)
        .map((one) => one.code)
        .join(', '),
    });
  return found[0]!.id;
}

const keyOf = (row: PopulationRow) => `${row.unitId} ${row.group} ${row.year}`;

function findRepeated(rows: readonly PopulationRow[], units: UnitLookup): PopulationFault[] {
  const first = new Map<string, PopulationRow>();
  return rows.flatMap((row): PopulationFault[] => {
    const before = first.get(keyOf(row));
    if (!before) {
      first.set(keyOf(row), row);
      return [];
    }
    const params = { name: units.nameOf(row.unitId), first: before.line };
    return [{ line: row.line, column: 'file', reason: 'repeated', params }];
  });
}

/** A stated whole must be the sum of its parts when all parts are there, and no smaller than those that are. */
function findWrongTotals(rows: readonly PopulationRow[], units: UnitLookup): PopulationFault[] {
  const values = new Map(rows.map((row) => [keyOf(row), row]));
  return rows.flatMap((row): PopulationFault[] => {
    const children = units.childrenOf(row.unitId);
    const stated = children.flatMap((unitId) => values.get(keyOf({ ...row, unitId })) ?? []);
    if (stated.length === 0) return [];
    const sum = stated.reduce((all, one) => all + one.value, 0);
    const params = { name: units.nameOf(row.unitId), stated: row.value, sum };
    if (stated.length === children.length)
      return sum === row.value ? [] : [{ line: row.line, column: 'value', reason: 'total-differs', params }];
    return sum <= row.value ? [] : [{ line: row.line, column: 'value', reason: 'total-too-small', params }];
  });
}
