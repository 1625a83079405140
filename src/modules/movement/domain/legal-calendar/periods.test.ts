// Windows and conflicts as worked out by hand from Decree 09/2019/NĐ-CP, Articles 8, 12 and 13, without days of rest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { lintDue } from './lint-due.ts';
import { periodsOf } from './periods.ts';
import { Regime, type PeriodKind } from './regime.ts';
import { HolidayYear, WorkingDays } from './working-days.ts';

const content = (name: string): unknown =>
  parse(readFileSync(join(import.meta.dirname, '../../../../../content/calendar', name), 'utf8'));
const regime = v.parse(Regime, content('regime-nd-09-2019.yaml'));
const years = [2025, 2026].map((year) => v.parse(HolidayYear, content(`holidays-${year}.yaml`)));
const weekendsOnly = new WorkingDays([]);
const offices = new WorkingDays(years);
const of = (kind: PeriodKind, year: number, days = weekendsOnly) => periodsOf(regime, kind, year, days);

test('the windows of quarters run from the 15th to the 14th, over the turn of the year', () => {
  expect(
    [...of('quarter', 2025), ...of('quarter', 2026)].map((one) => [one.key, one.dataFrom, one.cutOff]),
  ).toEqual([
    ['2025-Q1', '2024-12-15', '2025-03-14'],
    ['2025-Q2', '2025-03-15', '2025-06-14'],
    ['2025-Q3', '2025-06-15', '2025-09-14'],
    ['2025-Q4', '2025-09-15', '2025-12-14'],
    ['2026-Q1', '2025-12-15', '2026-03-14'],
    ['2026-Q2', '2026-03-15', '2026-06-14'],
    ['2026-Q3', '2026-06-15', '2026-09-14'],
    ['2026-Q4', '2026-09-15', '2026-12-14'],
  ]);
});

test('months, half-years, nine months and years likewise', () => {
  const window = (kind: PeriodKind) =>
    of(kind, 2026).map((one) => `${one.key} ${one.dataFrom} ${one.cutOff}`);
  expect(window('month')[0]).toBe('2026-01 2025-12-15 2026-01-14');
  expect(window('half-year')).toEqual(['2026-H1 2025-12-15 2026-06-14', '2026-H2 2026-06-15 2026-12-14']);
  expect(window('nine-months')).toEqual(['2026-9M 2025-12-15 2026-09-14']);
  expect(window('year')).toEqual(['2026 2025-12-15 2026-12-14']);
});

test('the windows of a year neither overlap nor leave a day out', () => {
  for (const kind of ['month', 'quarter', 'half-year'] as const) {
    const all = [...of(kind, 2025), ...of(kind, 2026)];
    for (const [index, one] of all.slice(1).entries())
      expect(Date.parse(one.dataFrom) - Date.parse(all[index]!.cutOff), one.key).toBe(86_400_000);
  }
});

test('“before the 15th of the quarter’s last month” leaves no working day after the data close', () => {
  const asked = { day: 15, inclusive: false };
  const quarters = [...of('quarter', 2025).slice(2), ...of('quarter', 2026).slice(0, 2)];
  expect(lintDue(asked, quarters)).toEqual([
    { period: '2025-Q3', lastAllowed: '2025-09-14', earliest: '2025-09-15' },
    { period: '2025-Q4', lastAllowed: '2025-12-14', earliest: '2025-12-15' },
    { period: '2026-Q1', lastAllowed: '2026-03-14', earliest: '2026-03-16' },
    { period: '2026-Q2', lastAllowed: '2026-06-14', earliest: '2026-06-15' },
  ]);
  expect(lintDue({ day: 20, inclusive: false }, quarters)).toEqual([]);
  expect(lintDue({ day: 15, inclusive: true }, quarters).map((one) => one.period)).toEqual(['2026-Q1']);
});

test('ministries and provinces send by the 25th; lower tiers after the data close, in this order', () => {
  const q3 = of('quarter', 2025, offices)[2]!;
  expect(Object.fromEntries(q3.due.map(({ tier, on }) => [tier, on]))).toEqual({
    group: '2025-09-15',
    commune: '2025-09-16',
    province: '2025-09-25',
    ministry: '2025-09-25',
  });
  expect(q3.due.filter((one) => one.byLaw).map((one) => one.tier)).toEqual(['province', 'ministry']);
});

test('days of rest and swapped days are counted', () => {
  expect(offices.works('2025-09-02')).toBe(false);
  expect(offices.works('2025-04-26'), 'a Saturday that is worked').toBe(true);
  expect(offices.works('2025-05-02'), 'the Friday that it was swapped for').toBe(false);
  expect(offices.after('2026-02-13', 1), 'after the Lunar New Year of 2026').toBe('2026-02-23');
  expect(offices.onOrBefore('2026-02-20')).toBe('2026-02-13');
  expect(offices.knows('2026-12-31')).toBe(true);
  expect(offices.knows('2027-01-04')).toBe(false);
});

test('the lunar days agree with another calendar', () => {
  // The Chinese calendar of ICU: the same days as the Vietnamese one in these years.
  const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
    day: 'numeric',
    month: 'numeric',
    timeZone: 'UTC',
  });
  const on = (day: string) => lunar.format(new Date(`${day}T00:00:00Z`));
  for (const [first, kings] of [
    ['2025-01-29', '2025-04-07'],
    ['2026-02-17', '2026-04-26'],
  ]) {
    expect(on(first!)).toBe('1/1');
    expect(on(kings!)).toBe('3/10');
    expect(offices.works(first!)).toBe(false);
  }
  expect(offices.works('2026-04-27'), 'the Monday in lieu of a Sunday').toBe(false);
});
