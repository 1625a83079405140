import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueBy, neededCount, paceLines, standing, type Weekly } from './pace.ts';
import { weekOf } from './week.ts';

const percent = (operator: '>=' | '>', value: number) => ({
  operator,
  value,
  measure: 'percent' as const,
  flags: [],
  year: 2026,
});
const computed = { source: 'computed' as const };

test.each([
  // target, people, the smallest count that meets it
  [percent('>=', 85), 20, 17],
  [percent('>', 85), 20, 18],
  [percent('>', 60), 5, 4],
  [percent('>=', 80), 4_189, 3_352],
  [percent('>=', 100), 4_189, 4_189],
  [percent('>', 100), 4_189, 4_190],
  [{ ...percent('>=', 40_000_000), measure: 'people' as const }, null, 40_000_000],
  [percent('>=', 80), null, null],
])('%o of %s people takes %s', (target, people, needed) => {
  expect(neededCount(target, people)).toBe(needed);
});

test('no rounding ever makes a target easier or harder than the fraction says', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 1, max: 100_000_000 }),
      (share, people) => {
        const needed = neededCount(percent('>=', share), people)!;
        expect(BigInt(needed) * 100n >= BigInt(share) * BigInt(people)).toBe(true);
        expect(needed === 0 || BigInt(needed - 1) * 100n < BigInt(share) * BigInt(people)).toBe(true);
        const more = neededCount(percent('>', share), people)!;
        expect(BigInt(more) * 100n > BigInt(share) * BigInt(people)).toBe(true);
        expect(BigInt(more - 1) * 100n <= BigInt(share) * BigInt(people)).toBe(true);
      },
    ),
  );
});

describe('the pace', () => {
  // 2026 has 364 days from its first to its last; 1 July is 181 days in, 21 November 324.
  test.each([
    ['2026-01-01', 0],
    ['2026-07-01', 497.25],
    ['2026-11-21', 890.11],
    ['2026-12-31', 1_000],
    ['2027-05-01', 1_000],
  ])('on %s, 1,000 people by the year’s end means %s', (day, due) => {
    expect(dueBy(0, 1_000, 2026, day)).toBeCloseTo(due, 2);
  });
  test('begins at what there was', () => expect(dueBy(400, 1_000, 2026, '2026-07-02')).toBeCloseTo(700, 5));
});

const weeks = (...pairs: [string, number][]): Weekly[] => pairs.map(([week, num]) => ({ week, num }));

describe('a target stands', () => {
  const today = '2026-11-21';
  test.each([
    ['met', percent('>=', 80), 1_000, weeks(['2026-10-05', 800])],
    ['on-pace', percent('>=', 80), 1_000, weeks(['2026-10-05', 713])],
    ['behind', percent('>=', 80), 1_000, weeks(['2026-10-05', 711])],
    ['no-population', percent('>=', 80), null, weeks(['2026-10-05', 10])],
    ['no-population', percent('>=', 80), 0, weeks()],
    [
      'impossible',
      { ...percent('>', 100), flags: ['over-100-percent' as const] },
      100,
      weeks(['2026-10-05', 100]),
    ],
    ['unquantified', { ...percent('>=', 1), value: null, operator: null }, 100, weeks()],
    ['missed', { ...percent('>=', 80), year: 2025 }, 1_000, weeks(['2025-10-06', 10], ['2026-10-05', 990])],
  ] as const)('%s', (status, target, people, counted) => {
    expect(standing(target, computed, people, counted, today).status).toBe(status);
  });

  test('without a source nothing is counted, and nothing invented', () => {
    expect(
      standing(percent('>=', 40), { source: 'imported' }, 1_000, weeks(['2026-10-05', 5]), today),
    ).toEqual({
      status: 'no-source',
      num: null,
      rate: null,
      needed: 400,
      due: null,
      gap: null,
    });
  });

  test('with the figures that the headline is made of', () => {
    const counted = weeks(['2025-12-01', 84], ['2026-09-07', 1_200]);
    expect(standing(percent('>=', 100), computed, 4_190, counted, today)).toMatchObject({
      num: 1_284,
      gap: 2_906,
      needed: 4_190,
      rate: 1_284 / 4_190,
    });
  });
});

test('the lines have one point a week, meet at the target, and what is to come is told from the last four weeks', () => {
  const counted = weeks(
    ['2026-10-19', 28],
    ['2026-10-26', 28],
    ['2026-11-02', 28],
    ['2026-11-09', 28],
    ['2026-11-16', 5],
  );
  const lines = paceLines(1_000, 2026, counted, '2026-11-21');
  expect(lines.actual.at(-1)).toEqual({ x: '2026-11-21', y: 117 });
  expect(lines.actual.at(-2)).toEqual({ x: '2026-11-15', y: 112 });
  expect(lines.needed.at(-1)).toEqual({ x: '2026-12-31', y: 1_000 });
  expect(lines.needed).toHaveLength(54);
  expect(new Set(lines.needed.map(({ x }) => x)).size).toBe(54);
  // 112 people in 28 days: 4 a day, 40 days to go.
  expect(lines.projected).toBe(117 + 160);
});

test.each([
  ['2026-11-21', '2026-11-16'],
  ['2026-11-16', '2026-11-16'],
  ['2026-11-15', '2026-11-09'],
  ['2026-01-01', '2025-12-29'],
])('%s lies in the week of %s', (day, monday) => expect(weekOf(day)).toBe(monday));
