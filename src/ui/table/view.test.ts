import { describe, expect, it } from 'vitest';
import { pageLinks, sheetOf, turn, viewHref, viewOf } from './view.ts';

const columns = [
  { key: 'name', label: 'Đơn vị', sort: true },
  { key: 'num', label: 'Số', number: true, sort: true },
  { key: 'note', label: 'Ghi chú' },
];
const rows = Array.from({ length: 130 }, (_, at) => at + 1);
const read = (text: string) => viewOf(new URLSearchParams(text), columns);

describe('the address of a long table', () => {
  it('says the order and the page', () => {
    expect(read('')).toEqual({ order: null, page: 1 });
    expect(read('xep=-num&trang=3')).toEqual({ order: { key: 'num', down: true }, page: 3 });
    expect(read('trang=tat-ca')).toEqual({ order: null, page: 'all' });
  });
  it.each(['xep=note', 'xep=-', 'xep=__proto__', 'trang=0', 'trang=-1', 'trang=9999999', 'trang=a'])(
    'passes over %s',
    (text) => expect(read(text)).toEqual({ order: null, page: 1 }),
  );
  it('keeps the filter, and begins anew when the order changes', () => {
    const query = new URLSearchParams('tim=vinh&trang=3');
    expect(viewHref(query, { page: 4 })).toBe('?tim=vinh&trang=4');
    expect(viewHref(query, { page: 1 })).toBe('?tim=vinh');
    expect(viewHref(query, { order: { key: 'num', down: true } })).toBe('?tim=vinh&xep=-num');
  });
  it('turns a column up, down and back', () => {
    const up = turn(null, 'num');
    const down = turn(up, 'num');
    expect([up, down, turn(down, 'num')]).toEqual([
      { key: 'num', down: false },
      { key: 'num', down: true },
      null,
    ]);
    expect(turn(down, 'name')).toEqual({ key: 'name', down: false });
  });
});

describe('a page of rows', () => {
  it('shows every row once over all pages', () => {
    const pages = [1, 2, 3, 4, 5, 6, 7].map((page) => sheetOf(rows, page, 20));
    expect(pages.flatMap((sheet) => sheet.rows)).toEqual(rows);
    expect(pages.at(-1)).toMatchObject({ pages: 7, first: 121, last: 130 });
  });
  it('never opens past the last page, and can be one sheet for printing', () => {
    expect(sheetOf(rows, 99, 20)).toMatchObject({ page: 7, first: 121 });
    expect(sheetOf(rows, 'all', 20).rows).toHaveLength(130);
    expect(sheetOf([], 3, 20)).toEqual({ rows: [], page: 1, pages: 1, first: 0, last: 0 });
  });
  it('links the first, the last and those beside the open one', () => {
    expect(pageLinks(3, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(pageLinks(30, 66)).toEqual([1, null, 29, 30, 31, null, 66]);
    expect(pageLinks(1, 1)).toEqual([1]);
  });
});
