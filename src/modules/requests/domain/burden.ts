/** One thing that a unit was asked: a periodic report, or a request. */
export interface Asked {
  readonly unitId: number;
  /** Who asked; null where a form asks by the calendar. */
  readonly asker: number | null;
  readonly what: string;
  /** `YYYY-MM-DD`, by which it is due. */
  readonly on: string;
  readonly period: string;
  /** What had to be filled in, each by what makes it the same elsewhere. */
  readonly fields: readonly { readonly sameAs: string; readonly label: string }[];
  /** What was known, so that nobody filled it in. */
  readonly known: number;
  /** The asker's estimate for one unit; null where nobody declared one. */
  readonly declared: number | null;
  /** From opening to sending; null where it is not measured. */
  readonly measured: number | null;
}

export interface Load {
  readonly times: number;
  readonly fields: number;
  readonly known: number;
  /** Sum of what was declared, and of how many. */
  readonly declared: number;
  readonly declaredOf: number;
  /** Median of what was measured, and of how many. */
  readonly measured: number | null;
  readonly measuredOf: number;
}

export function loadOf(asked: readonly Asked[]): Load {
  const sum = (of: (one: Asked) => number) => asked.reduce((total, one) => total + of(one), 0);
  const times = asked.flatMap(({ measured }) => (measured === null ? [] : [measured]));
  return {
    times: asked.length,
    fields: sum(({ fields }) => fields.length),
    known: sum(({ known }) => known),
    declared: sum(({ declared }) => declared ?? 0),
    declaredOf: asked.filter(({ declared }) => declared !== null).length,
    measured: median(times),
    measuredOf: times.length,
  };
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export interface Duplicate {
  readonly label: string;
  readonly period: string;
  /** Where it was asked, in the order of the days. */
  readonly asked: readonly { readonly what: string; readonly on: string }[];
  /** Of how many units at least twice. */
  readonly units: number;
}

/** The same question of the same period put to one unit more than once; the widest first. */
export function duplicatesOf(asked: readonly Asked[]): Duplicate[] {
  const found = new Map<
    string,
    { label: string; period: string; asked: Map<string, string>; units: Set<number> }
  >();
  for (const [unitId, ofUnit] of Map.groupBy(asked, (one) => one.unitId)) {
    const questions = ofUnit.flatMap((one) => one.fields.map((field) => ({ ...field, one })));
    for (const [key, same] of Map.groupBy(questions, ({ sameAs, one }) => `${one.period} ${sameAs}`)) {
      if (same.length < 2) continue;
      const { label, one } = same[0]!;
      const entry = found.get(key) ?? { label, period: one.period, asked: new Map(), units: new Set() };
      for (const each of same) entry.asked.set(each.one.what, each.one.on);
      entry.units.add(unitId);
      found.set(key, entry);
    }
  }
  return [...found.values()]
    .map(({ label, period, asked: where, units }) => ({
      label,
      period,
      asked: [...where]
        .map(([what, on]) => ({ what, on }))
        .toSorted((left, right) => (left.on < right.on ? -1 : 1)),
      units: units.size,
    }))
    .toSorted((left, right) => right.units - left.units || (left.label < right.label ? -1 : 1));
}

/** First and last day of a quarter, `2026-Q4`. */
export function quarterDays(quarter: string): { readonly from: string; readonly to: string } {
  const [year, number] = [quarter.slice(0, 4), Number(quarter.slice(6))];
  const last = number * 3;
  const month = (n: number) => String(n).padStart(2, '0');
  return {
    from: `${year}-${month(last - 2)}-01`,
    to: `${year}-${month(last)}-${last === 6 || last === 9 ? 30 : 31}`,
  };
}
export const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** A quarter and those before it, the newest first. */
export function quartersBack(quarter: string, count: number): string[] {
  const at = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6)) - 1;
  return Array.from(
    { length: count },
    (_, back) => `${Math.floor((at - back) / 4)}-Q${((at - back) % 4) + 1}`,
  );
}
