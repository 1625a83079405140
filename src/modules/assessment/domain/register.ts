import * as v from 'valibot';

/** Where an item stands. Only live ones are scored; trial ones may be shown unscored; retired ones are never drawn. */
export const ITEM_STATES = ['draft', 'review', 'trial', 'live', 'retired'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** `01-07, 09`: two-digit numbers of items of the file. */
const Numbers = v.pipe(
  v.string(),
  v.regex(/^\d{2}(-\d{2})?(, \d{2}(-\d{2})?)*$/, 'items are written like 01-07, 09'),
);

/** Who moved which items on, and when. The entries stand in the order of time; the last one that names an item holds. */
export const Move = v.strictObject({
  on: v.pipe(v.string(), v.isoDate()),
  state: v.picklist(ITEM_STATES),
  by: v.pipe(v.string(), v.nonEmpty(), v.maxLength(80)),
  items: Numbers,
  /** Asked for where a step is left out, or an item is taken back or out of use. */
  why: v.exactOptional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(300))),
});
export type Move = v.InferOutput<typeof Move>;

/** The usual way on, and with `why` the others. What is retired stays so: its old sessions still name it. */
const NEXT: Readonly<Record<ItemState, { usual: readonly ItemState[]; withWhy: readonly ItemState[] }>> = {
  draft: { usual: ['review'], withWhy: ['retired'] },
  review: { usual: ['trial'], withWhy: ['draft', 'live', 'retired'] },
  trial: { usual: ['live'], withWhy: ['review', 'retired'] },
  live: { usual: [], withWhy: ['trial', 'retired'] },
  retired: { usual: [], withWhy: [] },
};

const numbersIn = (items: string): string[] =>
  items.split(', ').flatMap((piece) => {
    const [first = '', last = first] = piece.split('-');
    const count = Math.max(0, Number(last) - Number(first) + 1);
    return Array.from({ length: count }, (_, more) => String(Number(first) + more).padStart(2, '0'));
  });

/** The state of an item by the register of its file; one that nobody moved is a draft. */
export function stateOf(itemId: string, register: readonly Move[]): ItemState {
  const number = itemId.slice(-2);
  return register.findLast(({ items }) => numbersIn(items).includes(number))?.state ?? 'draft';
}

/** What is wrong with a register, by the entry. */
export function checkRegister(
  competence: string,
  register: readonly Move[],
  itemIds: readonly string[],
): { readonly entry: number; readonly what: string }[] {
  const known = new Set(itemIds);
  const at = new Map<string, ItemState>();
  return register.flatMap(({ on, state, items, why }, entry) => {
    const faults: string[] = [];
    if (on < (register[entry - 1]?.on ?? '')) faults.push('comes before the entry above it');
    for (const number of numbersIn(items)) {
      const id = `${competence}-${number}`;
      if (!known.has(id)) faults.push(`names ${id}, which is not there`);
      const before = at.get(id) ?? 'draft';
      const { usual, withWhy } = NEXT[before];
      const needsWhy = withWhy.includes(state) && why === undefined;
      if (needsWhy) faults.push(`moves ${id} from ${before} to ${state}: say why`);
      else if (!usual.includes(state) && !withWhy.includes(state))
        faults.push(`cannot move ${id} from ${before} to ${state}`);
      at.set(id, state);
    }
    return faults.map((what) => ({ entry, what }));
  });
}
