import { groupIn } from './groups.ts';
import { parseNumber, percentsIn, type Operator } from './quantities.ts';
import { yearsOf } from './header.ts';
import type { Column, Table } from './table.ts';
import type { ReadTarget, TargetFlag } from './targets.ts';
import { foldSame, quote, withoutEnd, type Run } from './text.ts';

const SIGN: Readonly<Record<string, Operator>> = {
  '>': '>',
  '≥': '>=',
  '>=': '>=',
  '<': '<',
  '≤': '<=',
  '<=': '<=',
};

interface Value {
  readonly value: number;
  readonly operator: Operator;
  readonly percent: boolean;
}

/** `≥ 80`, `trên 85%`, `1.200`. */
function valueOf(cell: Run, unit: Run | undefined): Value | null {
  const folded = foldSame(cell.text);
  const percentUnit = unit ? /%|phan tram|ty le/.test(foldSame(unit.text)) : false;
  const percent = percentsIn(folded)[0];
  const sign = SIGN[/^(?:[<>]=?|[≥≤])/.exec(folded)?.[0] ?? ''];
  if (percent) return { value: percent.value, operator: sign ?? percent.operator, percent: true };
  const number = /\d[\d.\s]*(?:,\d+)?/.exec(folded);
  if (!number) return null;
  const value = parseNumber(number[0].trim());
  if (!Number.isFinite(value)) return null;
  const more = /(?:tren|hon|vuot)\s*$/.test(folded.slice(0, number.index));
  return { value, operator: sign ?? (more ? '>' : '>='), percent: percentUnit };
}

/** Targets that stand as rows of an annex, one for each year that has a column. */
export function targetsInTable(
  chars: string,
  table: Table,
  { year, lossy }: { readonly year: number | null; readonly lossy: boolean },
): ReadTarget[] {
  if (!table.columns.includes('target')) return [];
  const columns = table.columns.filter((column) => column.startsWith('year-') || column === 'value');
  return table.rows.flatMap((row) => {
    const words = row.cells.get('target');
    if (!words) return [];
    return columns.flatMap((column: Column) => {
      const cell = row.cells.get(column);
      if (!cell || /^[-–—x]?$/i.test(cell.text)) return [];
      const named = column.startsWith('year-') ? Number(column.slice(5)) : (yearsOf(words.text)?.to ?? year);
      const found = valueOf(cell, row.cells.get('unit'));
      const flags: TargetFlag[] = [];
      if (!found) flags.push('unquantified');
      else if (found.percent && (found.value > 100 || (found.value === 100 && found.operator === '>')))
        flags.push('over-100-percent');
      const group = groupIn(foldSame(words.text), lossy);
      const wording = quote(chars, withoutEnd(words));
      const place = quote(chars, cell);
      return [
        {
          wording: { text: wording.text, spans: [...wording.spans, ...place.spans] },
          value: found?.value ?? null,
          operator: found?.operator ?? null,
          measure: !found || found.percent ? ('percent' as const) : ('count' as const),
          written: found ? null : place,
          group,
          year: named,
          number: row.label,
          origin: 'section' as const,
          flags,
          doubts: [...(group ? [] : ['group' as const]), ...(named === null ? ['year' as const] : [])],
        },
      ];
    });
  });
}
