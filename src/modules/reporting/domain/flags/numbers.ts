import type { CellCase, Flag, Thresholds } from './flag.ts';

const of = (flag: Flag['flag'], cell: CellCase, facts: Flag['facts']): Flag[] => [
  { flag, cell: cell.code, facts },
];

/** 1 · A number above its whole, or a whole above the people who are known to live there. */
export function overPopulation(cell: CellCase, { over_population }: Thresholds): Flag[] {
  const { held, population } = cell;
  if (held?.den == null) return [];
  if (held.num > held.den) return of(1, cell, { num: held.num, den: held.den });
  return population !== null && held.den > population * over_population
    ? of(1, cell, { den: held.den, population })
    : [];
}

/** 2 · A whole that changed though the stated number of people is the one that it differs from. */
export function denominatorMoved(cell: CellCase, { denominator_moved }: Thresholds): Flag[] {
  const { held, before, population } = cell;
  if (!held?.den || !before?.den || held.den === population) return [];
  // In whole numbers, so that 105 after 100 is just 5 %.
  return Math.abs(held.den - before.den) > Math.round(before.den * denominator_moved * 1e6) / 1e6
    ? of(2, cell, { den: held.den, before: before.den })
    : [];
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * 3 · Growth unlike that of the units beside: modified z-score 0.6745·(x − median)/MAD (Iglewicz and Hoaglin, 1993). Where half of
 * them grew alike nothing can be said, as any difference would be boundless.
 */
export function jump(cell: CellCase, { jump_score, jump_least_units }: Thresholds): Flag[] {
  const { held, before, growthBeside } = cell;
  if (!held || !before || growthBeside.length < jump_least_units) return [];
  const middle = median(growthBeside);
  const spread = median(growthBeside.map((one) => Math.abs(one - middle)));
  const growth = held.num - before.num;
  if (spread === 0 || (0.6745 * Math.abs(growth - middle)) / spread <= jump_score) return [];
  return of(3, cell, { growth, middle });
}

/** 4 · The unit says far more than was counted. */
export function declaredAbove(cell: CellCase, { declared_factor, declared_people }: Thresholds): Flag[] {
  const { computed, declared } = cell.ledger;
  if (!computed || !declared) return [];
  const more = declared.num - computed.num;
  return declared.num > computed.num * declared_factor && more > declared_people
    ? of(4, cell, { declared: declared.num, computed: computed.num })
    : [];
}

/** 5 · What counts from the beginning went down. */
export function wentDown(cell: CellCase): Flag[] {
  const { held, before, cumulative } = cell;
  return cumulative && held && before && held.num < before.num
    ? of(5, cell, { num: held.num, before: before.num })
    : [];
}

/** 9 · Parts that add up to more than their whole, or units below that add up to something else though all have a number. */
export function partsDiffer(cell: CellCase, all: readonly CellCase[], units: number): Flag[] {
  const { held, parts } = cell;
  if (!held) return [];
  const own = all.filter(({ partOf }) => partOf === cell.code);
  const sum = own.reduce((total, { held: part }) => total + (part?.num ?? 0), 0);
  if (sum > held.num) return of(9, cell, { parts: sum, whole: held.num });
  return parts && parts.from === units && units > 0 && Math.abs(parts.adopted - held.num) >= 0.05
    ? of(9, cell, { parts: parts.adopted, whole: held.num })
    : [];
}

/** 19 · A number of a day that lies two periods back. */
export function stale(cell: CellCase, staleBefore: string): Flag[] {
  const { held } = cell;
  return held && held.sourceDate < staleBefore ? of(19, cell, { num: held.num }) : [];
}

/** 20 · The whole is reached though units below have not reported. */
export function silentPart(
  cell: CellCase,
  units: { readonly all: number; readonly missing: number },
): Flag[] {
  const { held, ledger } = cell;
  // What is counted here needs no report from below.
  if (!held?.den || units.missing === 0 || held.num < held.den) return [];
  return ledger.computed && ledger.computed.num === held.num && ledger.computed.grade === 'E4'
    ? []
    : of(20, cell, { missing: units.missing, all: units.all });
}
