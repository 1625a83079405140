import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUp, costOf, shareSpent, sumBy, type CountedLine } from './money.ts';

test.each([
  [2, 1_500_000, 3_000_000],
  [2.5, 3, 8],
  [0.33, 100, 33],
  [1234.56, 999_999_999, 1_234_559_998_765],
])('%d at %d đồng costs %d', (quantity, price, cost) => expect(costOf(quantity, price)).toBe(cost));

test('a whole quantity costs exactly so many times the price, however large', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 1e11 }), (quantity, price) => {
      expect(costOf(quantity, price)).toBe(quantity * price);
    }),
  );
});

test('sums by source and by unit add up to the same whole', () => {
  const line = (
    unitId: number,
    source: 'commune' | 'other',
    planned: number,
    spent: number,
  ): CountedLine => ({
    unitId,
    source,
    taskId: null,
    planned,
    spent,
  });
  const lines = [line(1, 'commune', 5, 2), line(2, 'commune', 7, 0), line(1, 'other', 1, 1)];
  const whole = addUp(lines);
  expect(whole).toEqual({ planned: 13, spent: 3 });
  for (const of of [(one: CountedLine) => one.unitId, (one: CountedLine) => one.source])
    expect(addUp(sumBy<unknown>(lines, of).map(({ sum }) => sum))).toEqual(whole);
  expect(shareSpent({ planned: 0, spent: 3 })).toBeNull();
});
