import { describe, expect, it } from 'vitest';
import { sortRows } from './sort.ts';

const names = (rows: readonly Record<string, unknown>[]) => rows.map(({ name }) => name);
const rows = [
  { name: 'Tổ 10', adults: 5 },
  { name: 'Tổ 2', adults: 40 },
  { name: 'Ấp Đông', adults: null },
];

describe('sortRows', () => {
  it('orders words as Vietnamese does, with 2 before 10', () => {
    expect(names(sortRows(rows, { key: 'name', down: false }))).toEqual(['Ấp Đông', 'Tổ 2', 'Tổ 10']);
  });
  it('orders numbers by size and keeps what is missing last both ways', () => {
    expect(names(sortRows(rows, { key: 'adults', down: false }))).toEqual(['Tổ 10', 'Tổ 2', 'Ấp Đông']);
    expect(names(sortRows(rows, { key: 'adults', down: true }))).toEqual(['Tổ 2', 'Tổ 10', 'Ấp Đông']);
  });
  it('leaves the given rows alone', () => {
    const before = names(rows);
    sortRows(rows, { key: 'name', down: false });
    expect(names(rows)).toEqual(before);
  });
});
