import type { Query } from '#ui/table/view.ts';

/** How tasks are shown: a table, columns by state, a month, the cube of each unit below. */
export const views = ['bang', 'cot', 'lich', 'khoi'] as const;
export type View = (typeof views)[number];

export const viewOf = (query: Query): View => views.find((one) => one === query.get('xem')) ?? 'bang';

/** The page's address with something else chosen; the page of rows and their order begin anew. */
export function addressWith(query: Query, change: Readonly<Record<string, string>>): string {
  const next = new URLSearchParams(query.toString());
  for (const name of ['trang', 'xep']) next.delete(name);
  for (const [name, value] of Object.entries(change)) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  return `?${next}`;
}
