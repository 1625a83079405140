export interface Column {
  readonly key: string;
  readonly label: string;
  /** Right-aligned, figures of one width. */
  readonly number?: boolean | undefined;
  /** Its head is a button that sorts. */
  readonly sort?: boolean | undefined;
}

export interface Order {
  readonly key: string;
  readonly down: boolean;
}

const words = new Intl.Collator('vi', { numeric: true });

/** A sorted copy: numbers by size, words in Vietnamese order; what is missing stays last both ways. */
export function sortRows<Row extends Record<string, unknown>>(
  rows: readonly Row[],
  { key, down }: Order,
): Row[] {
  const turn = down ? -1 : 1;
  return [...rows].sort((one, two) => {
    const a = one[key];
    const b = two[key];
    if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
    if (typeof a === 'number' && typeof b === 'number') return (a - b) * turn;
    return words.compare(String(a), String(b)) * turn;
  });
}

const missing = (value: unknown) => value === undefined || value === null || value === '';
