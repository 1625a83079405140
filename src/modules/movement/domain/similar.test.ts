import { describe, expect, test } from 'vitest';
import { compare, similarTo, wilson, type Candidate } from './similar.ts';

test.each([
  // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%d of %d lies between %d and %d', (num, all, low, high) => {
  const { low: l, high: h } = wilson(num, all);
  expect([l.toFixed(4), h.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
});

describe('units like one', () => {
  const unit = (id: number, people: number | null, division = 'xa', kind = 'commune'): Candidate => ({
    id,
    people,
    division,
    kind,
  });
  test('are of its kind, its division and about its size, the nearest first', () => {
    const all = [
      unit(2, 2_001),
      unit(3, 500),
      unit(4, 1_900),
      unit(5, 499),
      unit(6, 1_100),
      unit(7, 1_000, 'phuong'),
      unit(8, 1_000, 'xa', 'province'),
      unit(9, null),
      unit(1, 1_000),
    ];
    expect(similarTo(unit(1, 1_000), all).map(({ id }) => id)).toEqual([6, 4, 3]);
  });
  test('are nobody where nobody stated how many people there are', () => {
    expect(similarTo(unit(1, null), [unit(2, 1_000)])).toEqual([]);
  });
  test('are thirty at most, and ties are kept in the order of their numbers', () => {
    const all = Array.from({ length: 50 }, (_, at) => unit(100 - at, 1_000));
    expect(similarTo(unit(1, 1_000), all).map(({ id }) => id)).toEqual(
      Array.from({ length: 30 }, (_, at) => 51 + at),
    );
  });
});

describe('a comparison', () => {
  const place = (nums: readonly number[], people = 1_000) =>
    compare(nums.map((num, id) => ({ id, num, people }))).units.map((one) => one.place);

  test('tells none apart that chance alone could have made different', () => {
    expect(new Set(place([95, 100, 105, 110, 90, 98, 102, 99]))).toEqual(new Set(['within']));
  });
  test('names one far outside, and still does when it is one of few', () => {
    expect(place([100, 101, 99, 102, 98, 100, 100, 400])).toEqual([...Array(7).fill('within'), 'above']);
    expect(place([100, 101, 99, 102, 98, 100, 100, 2]).at(-1)).toBe('below');
  });
  test('widens its limits where the units differ much more than by chance', () => {
    const wide = compare(
      [50, 100, 150, 200, 250, 300, 350, 400].map((num, id) => ({ id, num, people: 1_000 })),
    );
    expect(wide.spread).toBeGreaterThan(50);
    expect(new Set(wide.units.map((one) => one.place))).toEqual(new Set(['within']));
  });
  test('asks less of a small unit: the same share may be chance there and none in a large one', () => {
    const rest = Array.from({ length: 8 }, (_, id) => ({ id, num: 100, people: 1_000 }));
    const [small, large] = compare([
      { id: 10, num: 6, people: 40 },
      { id: 11, num: 1_500, people: 10_000 },
      ...rest,
    ]).units;
    expect(small!.place).toBe('within');
    expect(large!.place).toBe('above');
  });
  test('says nothing of nobody, and takes no share above one', () => {
    expect(compare([])).toMatchObject({ centre: 0, spread: 1, units: [] });
    expect(compare([{ id: 1, num: 12, people: 10 }]).units[0]).toMatchObject({ share: 1, place: 'within' });
  });
});
