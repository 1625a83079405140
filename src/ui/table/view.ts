import type { Column, Order } from './sort.ts';

/** What of a long table is shown, as the address of its page says: `xep=-num&trang=2`, or `trang=tat-ca`. */
export interface TableView {
  readonly order: Order | null;
  /** From 1; everything at once on one sheet, for printing. */
  readonly page: number | 'all';
}

/** The search part of an address, to be read only. */
export type Query = Pick<URLSearchParams, 'get' | 'has' | 'toString'>;

const ORDER = 'xep';
const PAGE = 'trang';
const ALL = 'tat-ca';

/** Reads the address; what is not a sortable column or a page is passed over. */
export function viewOf(query: Query, columns: readonly Column[]): TableView {
  const [, down, key] = /^(-?)(.+)$/.exec(query.get(ORDER) ?? '') ?? [];
  const column = columns.find((one) => one.sort && one.key === key);
  const page = query.get(PAGE) ?? '';
  return {
    order: column ? { key: column.key, down: down === '-' } : null,
    page: page === ALL ? 'all' : /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1,
  };
}

/** The address that differs from the given one in what a table shows; a new order begins at the first page. */
export function viewHref(query: Query, change: Partial<TableView>): string {
  const next = new URLSearchParams(query.toString());
  if (change.order !== undefined) {
    next.delete(PAGE);
    if (change.order) next.set(ORDER, `${change.order.down ? '-' : ''}${change.order.key}`);
    else next.delete(ORDER);
  }
  if (change.page === 1) next.delete(PAGE);
  else if (change.page) next.set(PAGE, change.page === 'all' ? ALL : String(change.page));
  return `?${next.toString()}`;
}

/** A column's next order when its head is chosen: rising, falling, as it was. */
export const turn = (order: Order | null, key: string): Order | null =>
  order?.key !== key ? { key, down: false } : order.down ? null : { key, down: true };

export interface Sheet<Row> {
  readonly rows: readonly Row[];
  /** The page that is shown, never past the last. */
  readonly page: number | 'all';
  readonly pages: number;
  /** Places of the first and last row that are shown, from 1; 0 and 0 of none. */
  readonly first: number;
  readonly last: number;
}

/** The rows of one page; `per` rows a page. */
export function sheetOf<Row>(rows: readonly Row[], page: number | 'all', per: number): Sheet<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / per));
  const at = page === 'all' ? 'all' : Math.min(page, pages);
  const from = at === 'all' ? 0 : (at - 1) * per;
  const shown = at === 'all' ? rows : rows.slice(from, from + per);
  return { rows: shown, page: at, pages, first: shown.length ? from + 1 : 0, last: from + shown.length };
}

/** Pages worth a link: the first, the last, and those beside the open one; null where some are left out. */
export function pageLinks(page: number | 'all', pages: number): (number | null)[] {
  const open = page === 'all' ? 1 : page;
  const near = Array.from({ length: pages }, (_, at) => at + 1).filter(
    (one) => one === 1 || one === pages || Math.abs(one - open) <= 1 || pages <= 7,
  );
  return near.flatMap((one, at) => (at > 0 && one - near[at - 1]! > 1 ? [null, one] : [one]));
}
