import type { Query } from '#ui/table/view.ts';

/** The address with a table's filter in it: back at the first page as soon as the filter differs from what the address says. */
export function withFilter(query: Query, filter: Readonly<Record<string, string>>): URLSearchParams {
  const next = new URLSearchParams(query.toString());
  for (const [name, value] of Object.entries(filter)) {
    if ((next.get(name) ?? '') === value) continue;
    next.delete('trang');
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}
