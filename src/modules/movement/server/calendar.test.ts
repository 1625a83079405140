import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { getReportCalendar, type PeriodView, type ReportCalendar } from '../domain/calendar-contract.ts';
import { movement } from '../server.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, movement] });
});
afterAll(() => api.close());
const ask = (year: number, query: { day?: string; how?: 'before' | 'by' } = {}) =>
  api.browser().call(getReportCalendar, { params: { year: String(year) }, query });

test('anybody reads the dates of a year, with the law behind them', async () => {
  const { body } = await ask(2026);
  expect(body.periods.map((one: PeriodView) => one.key)).toEqual(
    expect.arrayContaining(['2026-01', '2026-Q1', '2026-H1', '2026-9M', '2026']),
  );
  expect(body.sources.join()).toContain('Article 12');
  expect(body.holidaysKnown).toBe(true);
  expect(
    body.holidays.filter((one: ReportCalendar['holidays'][number]) => !one.verified).length,
    'what was not verified says so',
  ).toBeGreaterThan(0);
  expect(body.conflicts).toBeNull();
});

test('a plan that asks before the 15th asks too early', async () => {
  expect((await ask(2025, { day: '15' })).body.conflicts).toContainEqual({
    period: '2025-Q3',
    lastAllowed: '2025-09-14',
    earliest: '2025-09-15',
  });
  expect((await ask(2025, { day: '20' })).body.conflicts).toEqual([]);
});

test('a year without a list of days of rest says so; a day that no month has is refused', async () => {
  expect((await ask(2031)).body).toMatchObject({ holidaysKnown: false, holidays: [] });
  expect((await ask(2026, { day: '32' })).body).toMatchObject({ status: 422 });
  expect((await ask(1999)).body).toMatchObject({ status: 422 });
});
