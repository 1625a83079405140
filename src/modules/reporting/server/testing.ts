import type { TestApi, TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { closePeriod } from '../domain/above-contract.ts';
import { actOnReport, saveReport, type SaveReport } from '../domain/write-contract.ts';
import { getReport, type CellView, type ReportView } from '../domain/contract.ts';

/** Phú Lương ward, its neighbour, and their city. */
export const WARD = 109568;
export const CITY = 1001;
export const FORM = 'bao-cao-quy';
export const QUARTER = '2026-Q3';

export const as = async (api: TestApi, role: string, unit: number): Promise<TestBrowser> => {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
};

const params = (unit: number, period: string) => ({ unit, form: FORM, period });

export const read = async (browser: TestBrowser, unit = WARD, period = QUARTER): Promise<ReportView> =>
  (await browser.call(getReport, { params: params(unit, period) })).body;
export const cell = async (browser: TestBrowser, code: string, unit = WARD): Promise<CellView> =>
  (await read(browser, unit)).cells.find((one) => one.code === code)!;

/** Numbers and texts as a form sends them; what is left out is as the contract says. */
export type Draft = Partial<{ id: string }> & { numbers?: object[]; texts?: SaveReport['texts'] };
export const save = (browser: TestBrowser, draft: Draft, unit = WARD, period = QUARTER) =>
  browser.call(saveReport, { params: params(unit, period), body: { id: newUuid(), ...draft } });
export const classes = (num: string, revision = 0) => ({
  cell: 'classes-held',
  revision,
  num,
  source: 'Sổ theo dõi lớp',
});
export const act = (
  browser: TestBrowser,
  what: string,
  comment = '',
  unit = WARD,
  id = newUuid(),
  period = QUARTER,
) => browser.call(actOnReport, { params: params(unit, period), body: { id, act: what, comment } });
export const close = (browser: TestBrowser, unit = CITY, id = newUuid(), period = QUARTER) =>
  browser.call(closePeriod, { params: params(unit, period), body: { id } });
