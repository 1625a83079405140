/** Where money comes from. A list of this project; offices add what is theirs as `other` with a note. */
export const sources = ['central', 'province', 'commune', 'programmes', 'community', 'other'] as const;
export type Source = (typeof sources)[number];

/** What a line costs: whole đồng, half up. @param quantity at most two decimals @param price whole đồng */
export function costOf(quantity: number, price: number): number {
  // In hundredths of the quantity both factors are whole, so nothing is lost before the rounding.
  const product = BigInt(Math.round(quantity * 100)) * BigInt(price);
  return Number((product + 50n) / 100n);
}

export interface Sum {
  readonly planned: number;
  readonly spent: number;
}
export interface CountedLine extends Sum {
  readonly unitId: number;
  readonly source: Source;
  readonly taskId: string | null;
}

export const addUp = (lines: readonly Sum[]): Sum =>
  lines.reduce((sum, { planned, spent }) => ({ planned: sum.planned + planned, spent: sum.spent + spent }), {
    planned: 0,
    spent: 0,
  });

/** Sums by what `of` says of a line, in the order in which it is first said. */
export function sumBy<Key>(
  lines: readonly CountedLine[],
  of: (line: CountedLine) => Key,
): { readonly key: Key; readonly sum: Sum }[] {
  return [...Map.groupBy(lines, of)].map(([key, same]) => ({ key, sum: addUp(same) }));
}

/** What was spent of what was planned, 0 to 1 and more; null where nothing was planned. */
export const shareSpent = ({ planned, spent }: Sum): number | null => (planned > 0 ? spent / planned : null);
