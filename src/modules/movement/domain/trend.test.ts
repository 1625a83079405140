import { describe, expect, test } from 'vitest';
import type { Weekly } from './pace.ts';
import { dueAt, forecast, monthsBetween, paceOf, trendOf } from './trend.ts';
import { addDays } from './week.ts';

const TODAY = '2026-10-05';
/** So many people in each of the weeks before a Monday, the newest last. */
const before = (nums: readonly number[], monday = TODAY): Weekly[] =>
  nums.map((num, at) => ({ week: addDays(monday, -7 * (nums.length - at)), num }));

test('a trend has a point for every month, also those that added nothing, and ends today', () => {
  const weeks = [
    { week: '2026-06-29', num: 5 },
    { week: '2026-08-31', num: 2 },
  ];
  expect(trendOf(weeks, '2026-09-10', 24)).toEqual([
    { month: '2026-06', day: '2026-06-30', num: 5, added: 5 },
    { month: '2026-07', day: '2026-07-31', num: 5, added: 0 },
    { month: '2026-08', day: '2026-08-31', num: 7, added: 2 },
    { month: '2026-09', day: '2026-09-10', num: 7, added: 0 },
  ]);
  expect(trendOf(weeks, '2026-09-10', 2).map(({ month }) => month)).toEqual(['2026-08', '2026-09']);
  expect(trendOf([], '2026-09-10', 24)).toEqual([{ month: '2026-09', day: '2026-09-10', num: 0, added: 0 }]);
  expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
});

test('what was due is told within the year of the target only', () => {
  expect(dueAt([{ week: '2025-06-02', num: 100 }], 465, 2026, '2026-01-01')).toBe(100);
  expect(dueAt([{ week: '2025-06-02', num: 100 }], 465, 2026, '2026-12-31')).toBe(465);
  expect(dueAt([], 465, 2026, '2025-12-31')).toBeNull();
});

test('the pace that is needed stands beside that of the last twelve weeks', () => {
  // 12 people in 84 days are 4.3 a month; 87 people in 87 days are 30.4.
  const weeks = before(Array.from({ length: 12 }, () => 1));
  expect(paceOf(weeks, 99, 2026, TODAY)).toEqual({ needed: 31, lately: 4 });
  expect(paceOf(weeks, 12, 2026, TODAY)).toBeNull();
  expect(paceOf(weeks, 99, 2025, TODAY)).toBeNull();
});

describe('a forecast', () => {
  test('is the straight continuation with an interval that widens with the noise', () => {
    const even = forecast(before(Array.from({ length: 52 }, () => 100)), TODAY, 2026, null);
    const noisy = forecast(
      before(Array.from({ length: 52 }, (_, at) => (Math.floor(at / 4) % 2 ? 150 : 50))),
      TODAY,
      2026,
      null,
    );
    // 87 days are 3.107 blocks of 400.
    expect(even).toMatchObject({ day: '2026-12-31', mid: 6443 });
    if (typeof even === 'string' || typeof noisy === 'string') throw new Error('none');
    // 1.356 · √400 · √(3.107 · (1 + 3.107 / 13)) = 53.2
    expect(even.high - even.mid).toBe(53);
    expect(noisy.high - noisy.low).toBeGreaterThan(4 * (even.high - even.low));
  });
  test('is not made from too little, nor too far ahead, nor of a year that is over', () => {
    expect(forecast(before(Array.from({ length: 20 }, () => 9)), TODAY, 2026, null)).toBe('too-short');
    expect(forecast(before(Array.from({ length: 30 }, () => 9)), TODAY, 2027, null)).toBe('too-far');
    expect(forecast(before(Array.from({ length: 60 }, () => 9)), TODAY, 2025, null)).toBe('year-over');
    const stopped = [...Array.from({ length: 8 }, () => 9), ...Array.from({ length: 60 }, () => 0)];
    expect(forecast(before(stopped), TODAY, 2026, null)).toBe('nothing-new');
    expect(forecast([], TODAY, 2026, null)).toBe('too-short');
  });
  test('stays between those counted already and all there are', () => {
    const weeks = before(Array.from({ length: 52 }, () => 100));
    expect(forecast(weeks, TODAY, 2026, 6_000)).toMatchObject({ mid: 6_000, high: 6_000 });
    const burst = before([...Array.from({ length: 50 }, () => 0), 0, 500]);
    const few = forecast([{ week: '2025-10-06', num: 1 }, ...burst], TODAY, 2026, null);
    expect(few).toMatchObject({ low: 501 });
  });
  test('holds what comes, in four of five years, for weeks that differ more than chance makes them', () => {
    // A linear congruential generator (Numerical Recipes), so that the count is the same every time.
    let state = 20261121;
    const chance = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    let held = 0;
    const years = 400;
    for (let year = 0; year < years; year += 1) {
      const draw = () => Math.floor(-Math.log(1 - chance()) * 40);
      const past = before(Array.from({ length: 52 }, draw));
      const said = forecast(past, TODAY, 2026, null);
      if (typeof said === 'string') throw new Error(said);
      const now = past.reduce((sum, { num }) => sum + num, 0);
      const comes = Array.from({ length: 12 }, draw).reduce((sum, num) => sum + num, (draw() * 3) / 7);
      if (now + comes >= said.low && now + comes <= said.high) held += 1;
    }
    expect(held / years).toBeGreaterThan(0.76);
    expect(held / years).toBeLessThan(0.93);
  });
});
