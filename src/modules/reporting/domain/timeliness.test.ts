import { expect, test } from 'vitest';
import { addArrivals, NONE, ratesOf, verifiedOf } from './timeliness.ts';

const came = { arrived: 7, onTime: 5, filled: 130, fields: 140 };

test('what is not here is open until the due day is over, then overdue', () => {
  const expected = { units: 10, due: '2026-09-18' };
  expect(ratesOf(expected, came, '2026-09-18')).toMatchObject({
    onTime: 5,
    late: 2,
    overdue: 0,
    open: 3,
    rate: 0.7,
    onTimeRate: null,
  });
  expect(ratesOf(expected, came, '2026-09-19')).toMatchObject({ overdue: 3, open: 0, onTimeRate: 0.5 });
});

test('every expected unit stands in exactly one place', () => {
  for (const today of ['2026-09-01', '2026-10-01']) {
    const { units, onTime, late, overdue, open } = ratesOf({ units: 98, due: '2026-09-18' }, came, today);
    expect(onTime + late + overdue + open).toBe(units);
  }
});

test('there is no rate of nobody, and no completeness of nothing', () => {
  expect(ratesOf({ units: 0, due: '2026-09-18' }, NONE, '2026-10-01')).toMatchObject({
    rate: null,
    onTimeRate: null,
    completeness: null,
  });
  expect(addArrivals(came, came)).toEqual({ arrived: 14, onTime: 10, filled: 260, fields: 280 });
});

test('a verification ratio is told with its interval, and not at all where nothing was checked', () => {
  expect(verifiedOf(0, 0)).toBeNull();
  // R. G. Newcombe 1998: 15 of 148.
  expect(verifiedOf(15, 133)).toMatchObject({ checked: 148, low: expect.closeTo(0.0624, 4) });
});
