/**
 * Who answered what: one row a person, one entry an answer. Nobody need have answered everything, as in an adaptive
 * test; what was not asked tells nothing, because what was asked next followed from the answers.
 *
 * @see Mislevy & Wu (1996), Missing Responses and IRT Ability Estimation, ETS RR-96-30
 */
export interface Responses {
  readonly itemCount: number;
  /** Row p holds the entries from `starts[p]` up to, without, `starts[p + 1]`; one longer than there are rows. */
  readonly starts: Uint32Array;
  /** Per entry: the item's number, from 0. */
  readonly items: Uint16Array;
  /** Per entry: 1 for a right answer. */
  readonly rights: Uint8Array;
  /** Per row: how many people gave just these answers. */
  readonly weights: Float64Array;
}

export interface Entry {
  readonly item: number;
  readonly right: boolean;
}

/** Packs rows of answers. @throws Error when a row names an item twice or one that is not there */
export function packResponses(
  itemCount: number,
  rows: readonly (readonly Entry[])[],
  weights?: readonly number[],
): Responses {
  const total = rows.reduce((sum, row) => sum + row.length, 0);
  const starts = new Uint32Array(rows.length + 1);
  const items = new Uint16Array(total);
  const rights = new Uint8Array(total);
  let next = 0;
  for (const [person, row] of rows.entries()) {
    if (new Set(row.map(({ item }) => item)).size < row.length)
      throw new Error(`row ${person} names an item twice`);
    for (const { item, right } of row) {
      if (!(item >= 0 && item < itemCount)) throw new Error(`row ${person} names item ${item}`);
      items[next] = item;
      rights[next] = right ? 1 : 0;
      next += 1;
    }
    starts[person + 1] = next;
  }
  return { itemCount, starts, items, rights, weights: Float64Array.from(weights ?? rows.map(() => 1)) };
}

/** Everybody answered every item: `'01101'` is wrong, right, right, wrong, right; with how many people did so. */
export function packPatterns(patterns: Readonly<Record<string, number>>): Responses {
  const rows = Object.keys(patterns).map((pattern) =>
    [...pattern].map((mark, item) => ({ item, right: mark === '1' })),
  );
  return packResponses(rows[0]?.length ?? 0, rows, Object.values(patterns));
}

export function countPeople({ weights }: Responses): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** Per item: how many answered it, and how many rightly. */
export function countAnswers(data: Responses): {
  readonly answers: Float64Array;
  readonly right: Float64Array;
} {
  const answers = new Float64Array(data.itemCount);
  const right = new Float64Array(data.itemCount);
  for (let row = 0; row < data.weights.length; row += 1) {
    for (let entry = data.starts[row]!; entry < data.starts[row + 1]!; entry += 1) {
      const item = data.items[entry]!;
      answers[item]! += data.weights[row]!;
      if (data.rights[entry] === 1) right[item]! += data.weights[row]!;
    }
  }
  return { answers, right };
}

/** The rows that `keep` says yes to, in their order. */
export function selectRows(data: Responses, keep: (row: number) => boolean): Responses {
  const rows: Entry[][] = [];
  const weights: number[] = [];
  for (let row = 0; row < data.weights.length; row += 1) {
    if (!keep(row)) continue;
    const entries: Entry[] = [];
    for (let entry = data.starts[row]!; entry < data.starts[row + 1]!; entry += 1)
      entries.push({ item: data.items[entry]!, right: data.rights[entry] === 1 });
    rows.push(entries);
    weights.push(data.weights[row]!);
  }
  return packResponses(data.itemCount, rows, weights);
}
