import { afterAll, beforeAll, expect, test } from 'vitest';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { addTask, assignTask } from '#modules/tasks/index.ts';
import { tasks } from '#modules/tasks/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import * as contract from '../domain/contract.ts';
import { budgets } from '../server.ts';

/** Phú Lương ward and its city. */
const [WARD, CITY, YEAR] = [109568, 1001, '2026'];
let api: TestApi;
let ward: TestBrowser;
let leader: TestBrowser;
let city: TestBrowser;

const as = async (role: string, unit: number) => {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
};
const at = (unit: number) => ({ unit, year: YEAR });
const write = (browser: TestBrowser, line: string, more: object = {}, unit = WARD) =>
  browser.call(contract.writeLine, {
    params: { ...at(unit), line },
    body: {
      task: null,
      item: 'Thuê máy chiếu',
      measure: 'buổi',
      quantity: '2,5',
      price: '1.500.000',
      source: 'commune',
      note: '',
      ...more,
    },
  });
const pay = (line: string, payment: string, more: object = {}) =>
  ward.call(contract.addPayment, {
    params: { ...at(WARD), line, payment },
    body: { amount: '1.000.000', paidOn: '2026-09-20', note: '', ...more },
  });
const step = (browser: TestBrowser, act: string, { id = newUuid(), words = '', unit = WARD } = {}) =>
  browser.call(contract.stepBudget, { params: at(unit), body: { id, act, words } });
const see = async (browser: TestBrowser, unit = WARD): Promise<contract.BudgetView> =>
  (await browser.call(contract.getBudget, { params: at(unit) })).body;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans, tasks, budgets] });
  api.clock.now = new Date('2026-09-21T03:00:00Z');
  [ward, leader, city] = await Promise.all([as('clerk', WARD), as('leader', WARD), as('leader', CITY)]);
});
afterAll(() => api.close());

test('a draft counts for its unit alone; once sent it is added up above, with what was spent', async () => {
  const task = newUuid();
  const given = {
    number: '1',
    title: 'Mở lớp',
    content: '',
    product: '',
    leadWords: '',
    coordinatingWords: '',
  };
  await city.call(addTask, {
    params: { unit: CITY },
    body: { id: task, ...given, kind: 'undated', dueOn: null },
  });
  const chosen = { units: [{ unitId: WARD, words: '' }], groups: [] };
  await city.call(assignTask, {
    params: { unit: CITY, task },
    body: { lead: chosen, coordinating: { units: [], groups: [] } },
  });
  const line = newUuid();
  for (let twice = 0; twice < 2; twice++)
    expect((await write(ward, line, { task })).body).toEqual({ planned: 3_750_000 });
  expect(await see(ward)).toMatchObject({ state: 'draft', own: { planned: 3_750_000 }, mayWrite: true });
  expect((await see(city, CITY)).total).toEqual({ planned: 0, spent: 0 });

  expect((await step(ward, 'send')).body.code).toBe('budgets/leader-sends');
  const id = newUuid();
  for (let twice = 0; twice < 2; twice++)
    expect((await step(leader, 'send', { id })).body.state).toBe('sent');
  expect((await write(ward, line)).body.code).toBe('budgets/sent-already');
  const payment = newUuid();
  for (let twice = 0; twice < 2; twice++)
    expect((await pay(line, payment)).body).toEqual({ spent: 1_000_000 });
  const above = await see(city, CITY);
  expect(above).toMatchObject({
    total: { planned: 3_750_000, spent: 1_000_000 },
    bySource: [{ source: 'commune', sum: { planned: 3_750_000 } }],
    byTask: [{ task: { id: task, title: '1. Mở lớp' }, sum: { spent: 1_000_000 } }],
    mayWrite: true,
  });
  expect(above.byUnit.find(({ unit }) => unit.id === WARD)).toMatchObject({
    state: 'sent',
    sum: { planned: 3_750_000, spent: 1_000_000 },
  });
});

test('the estimate leaves as a spreadsheet with numbers and as an annex in Word', async () => {
  const file = (as: string) => ward.send(`/api/budgets/units/${WARD}/years/${YEAR}/file?as=${as}`);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await file('xlsx')).bytes as never);
  expect((book.worksheets[0]!.getRow(2).values as unknown[]).slice(3, 8)).toEqual([
    'Thuê máy chiếu',
    'buổi',
    2.5,
    1_500_000,
    3_750_000,
  ]);
  const word = unzipSync((await file('docx')).bytes);
  expect(strFromU8(word['word/document.xml']!)).toContain('3.750.000');
});

test('what cannot be a number of money is refused by name', async () => {
  const line = newUuid();
  for (const [more, said] of [
    [{ price: '1,500,000' }, 'kiểu tiếng Anh'],
    [{ price: '1,234.5' }, 'kiểu tiếng Anh'],
    [{ quantity: '-2' }, 'số âm'],
    [{ quantity: '1.5' }, 'không rõ'],
    [{ price: '1.500,5' }, 'số nguyên'],
    [{ quantity: '0' }, 'không phải là số'],
    [{ quantity: '1.000.000', price: '100.000.000.000' }, 'quá mức'],
  ] as const) {
    const { body } = await write(city, line, more, CITY);
    expect([body.code, body.faults?.[0]?.what]).toEqual([
      'budgets/number-faults',
      expect.stringContaining(said),
    ]);
  }
  expect((await write(city, line, { task: newUuid() }, CITY)).body.code).toBe('budgets/task-unknown');
  expect((await write(city, line, { source: 'lottery' }, CITY)).body.code).toBe('http/input-invalid');
  expect((await step(city, 'send', { unit: CITY })).body.code).toBe('budgets/nothing-to-send');
});

test('a payment noted in error is struck and stays; nothing is paid ahead', async () => {
  const view = await see(ward);
  const line = view.lines[0]!;
  const payment = line.payments[0]!.id;
  expect((await pay(line.id, newUuid(), { paidOn: '2026-09-22' })).body.code).toBe('budgets/day-ahead');
  expect((await pay(line.id, payment, { amount: '5' })).body.code).toBe('budgets/repeat-differs');
  const params = { ...at(WARD), line: line.id, payment };
  expect((await ward.call(contract.strikePayment, { params })).body).toEqual({ spent: 0 });
  expect((await see(ward)).lines[0]!.payments).toMatchObject([{ struck: true }]);
  expect((await step(leader, 'reopen')).body.code).toBe('budgets/words-needed');
  expect((await step(leader, 'reopen', { words: 'Thêm khoản' })).body.state).toBe('draft');
  const removing = { params: { ...at(WARD), line: line.id } };
  expect((await ward.call(contract.removeLine, removing)).body.code).toBe('budgets/has-payments');
});

test('only the unit itself writes its estimate', async () => {
  const line = newUuid();
  expect((await write(city, line)).body.code).toBe('budgets/unit-writes');
  expect((await write(ward, line, {}, CITY)).status).toBe(404);
  expect((await write(api.browser(), line)).status).toBe(401);
  expect((await write(await as('teacher', WARD), line)).status).toBe(404);
  const own = newUuid();
  await write(city, own, {}, CITY);
  expect((await write(ward, own)).body.code).toBe('budgets/line-not-found');
});
