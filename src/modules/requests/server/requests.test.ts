import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { movement } from '#modules/movement/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { reporting } from '#modules/reporting/server.ts';
import { actOnReport, saveReport } from '#modules/reporting/index.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { getBurden } from '../domain/burden-contract.ts';
import * as contract from '../domain/contract.ts';
import { requests } from '../server.ts';

/** Phú Lương ward, another of the same city, and the city. */
const [WARD, CITY] = [109568, 1001];
let other: number;
let api: TestApi;
let ward: TestBrowser;
let wardLeader: TestBrowser;
let city: TestBrowser;
let clerk: TestBrowser;

const as = async (role: string, unit: number) => {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
};
const draft = (more: object = {}) => ({
  kind: 'ad-hoc',
  title: 'Số tổ công nghệ số',
  reason: 'Chuẩn bị họp',
  basis: 'Công văn số 12/CV ngày 18/9/2026',
  dueOn: '2026-09-30',
  minutes: 30,
  form: 'bao-cao-quy',
  period: '2026-Q3',
  cells: ['teams'],
  questions: [],
  units: [WARD, other],
  ...more,
});
const put = (browser: TestBrowser, request: string, more: object = {}, unit = CITY) =>
  browser.call(contract.putRequest, { params: { unit, request }, body: draft(more) });
const step = (
  browser: TestBrowser,
  unit: number,
  request: string,
  act: string,
  { words = '', unitId = null as number | null, id = newUuid() } = {},
) => browser.call(contract.stepRequest, { params: { unit, request }, body: { id, act, words, unitId } });
const see = async (browser: TestBrowser, unit: number, request: string): Promise<contract.RequestView> =>
  (await browser.call(contract.getRequest, { params: { unit, request } })).body;
const write = (request: string, typed: string, position = 0) =>
  ward.call(contract.writeAnswers, {
    params: { unit: WARD, request },
    body: { values: [{ position, typed }] },
  });

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans, movement, reporting, requests] });
  api.clock.now = new Date('2026-09-21T03:00:00Z');
  [ward, wardLeader, city, clerk] = await Promise.all([
    as('clerk', WARD),
    as('leader', WARD),
    as('leader', CITY),
    as('clerk', CITY),
  ]);
  const { body } = await city.call(contract.getAskable, { params: { unit: CITY } });
  other = body.units.find(({ id }: { id: number }) => id !== WARD).id;
  // The ward has sent its report of the quarter with the number of its teams.
  const params = { unit: WARD, form: 'bao-cao-quy', period: '2026-Q3' };
  const numbers = [{ cell: 'teams', revision: 0, num: '7', source: 'Quyết định thành lập' }];
  await ward.call(saveReport, { params, body: { id: newUuid(), numbers } });
  for (const [who, act] of [
    [ward, 'enter'],
    [wardLeader, 'send'],
  ] as const)
    expect((await who.call(actOnReport, { params, body: { id: newUuid(), act, comment: '' } })).status).toBe(
      200,
    );
});
afterAll(() => api.close());

test('what is known is told before sending, and only who lacks it is asked', async () => {
  const { body } = await clerk.call(contract.getAskable, { params: { unit: CITY } });
  expect(body.earliest).toBe('2026-09-23');
  const known = (code: string) =>
    body.forms[0].cells.find((cell: { code: string }) => cell.code === code).known;
  expect([known('teams'), known('adults-confirmed')]).toEqual([1, body.units.length]);

  const id = newUuid();
  expect((await put(clerk, id)).body).toEqual({ state: 'draft' });
  expect(await see(clerk, CITY, id)).toMatchObject({
    as: 'asker',
    plan: { toAsk: 1, spared: 1, fields: 1, known: 1 },
    may: ['discard'],
  });
  expect((await step(clerk, CITY, id, 'send')).body.code).toBe('requests/leader-sends');
  const sending = newUuid();
  for (let twice = 0; twice < 2; twice++)
    expect((await step(city, CITY, id, 'send', { id: sending })).body).toEqual({ state: 'sent' });
  expect((await put(clerk, id)).body.code).toBe('requests/sent-already');

  const view = await see(city, CITY, id);
  const part = (unit: number) => view.parts.find((one) => one.unit.id === unit)!;
  expect(part(WARD)).toMatchObject({ state: 'spared', values: [{ how: 'reported', num: 7 }] });
  expect(part(other)).toMatchObject({ state: 'waiting', values: [] });
  // Who is not asked has nothing to do with it.
  expect((await ward.call(contract.getRequest, { params: { unit: WARD, request: id } })).status).toBe(404);
  const file = await city.send(`/api/requests/units/${CITY}/requests/${id}/answers?as=csv`);
  expect(new TextDecoder().decode(file.bytes)).toContain('"Phường Phú Lương";7\r\n');
});

test('a request for what is known of everybody is not sent', async () => {
  const id = newUuid();
  await put(clerk, id, { cells: ['adults-confirmed'] });
  expect((await step(city, CITY, id, 'send')).body.code).toBe('requests/nothing-missing');
  expect((await step(clerk, CITY, id, 'discard')).body.state).toBe('discarded');
  expect((await city.call(contract.getRequest, { params: { unit: CITY, request: id } })).status).toBe(404);
});

const projectors = { label: 'Số máy chiếu', unit: 'cái', kind: 'number' };

test('a ward answers once, in Vietnamese numbers; the answer serves the next one who asks', async () => {
  const id = newUuid();
  await put(clerk, id, { cells: [], questions: [projectors], units: [WARD] });
  await step(city, CITY, id, 'send');
  expect((await write(id, '3')).body.code).toBe('requests/not-now');
  expect((await step(ward, WARD, id, 'open')).body.state).toBe('sent');
  for (const [typed, said] of [
    ['1,234.5', 'kiểu tiếng Anh'],
    ['-3', 'số âm'],
    ['3.5', 'không rõ'],
  ] as const) {
    const { body } = await write(id, typed);
    expect(body.code).toBe('requests/number-faults');
    expect(body.faults[0].what).toContain(said);
  }
  expect((await step(wardLeader, WARD, id, 'answer')).body.code).toBe('requests/answers-missing');
  expect((await write(id, '1.234,5')).body.written).toBe(1);
  expect((await step(ward, WARD, id, 'answer')).body.code).toBe('requests/leader-sends');
  // Until it is sent nobody above reads it.
  expect((await see(city, CITY, id)).parts[0]!.values).toEqual([]);
  api.clock.now = new Date(api.clock.now.getTime() + 25 * 60_000);
  await step(wardLeader, WARD, id, 'answer');
  expect((await see(city, CITY, id)).parts[0]!.values).toMatchObject([{ how: 'unit', num: 1234.5 }]);

  expect((await step(city, CITY, id, 'return', { unitId: WARD })).body.code).toBe('requests/words-needed');
  await step(city, CITY, id, 'return', { unitId: WARD, words: 'Xem lại' });
  await write(id, '12');
  await step(wardLeader, WARD, id, 'answer');

  const again = newUuid();
  await put(clerk, again, {
    cells: [],
    questions: [{ ...projectors, label: 'so may  chieu' }],
    units: [WARD],
  });
  expect(await see(clerk, CITY, again)).toMatchObject({
    plan: { toAsk: 0, spared: 1 },
    parts: [{ values: [{ how: 'asked-before', num: 12 }] }],
  });
});

test('the meter counts what was asked, keeps estimates apart from what is measured, and names what was asked twice', async () => {
  const id = newUuid();
  await put(clerk, id, { units: [other], title: 'Hỏi lại số tổ' });
  await step(city, CITY, id, 'send');
  const { body } = await city.call(getBurden, { params: { unit: CITY }, query: { quarter: '2026-Q3' } });
  const load = (unit: number) =>
    body.units.find((one: { unit: { id: number } }) => one.unit.id === unit).load;
  expect(load(WARD)).toMatchObject({ declared: 30, declaredOf: 1, measured: expect.any(Number) });
  expect(load(other)).toMatchObject({ declared: 60, declaredOf: 2, measured: null });
  const teams = body.duplicates.find(({ label }: { label: string }) => label.startsWith('Tổ công nghệ số'));
  expect(teams).toMatchObject({ period: '2026-Q3', units: 1 });
  expect(teams.asked.map(({ what }: { what: string }) => what)).toEqual(
    expect.arrayContaining(['Số tổ công nghệ số', 'Hỏi lại số tổ', 'Báo cáo định kỳ']),
  );
});

test('what is refused', async () => {
  const id = newUuid();
  const refused = async (more: object, unit = CITY) => (await put(clerk, id, more, unit)).body.code;
  expect(await refused({ cells: [] })).toBe('requests/nothing-asked');
  expect(await refused({ cells: ['teams', 'teams'] })).toBe('requests/asked-twice');
  expect(await refused({ cells: ['nothing'] })).toBe('requests/unknown-cell');
  expect(await refused({ units: [CITY] })).toBe('requests/not-below');
  expect(await refused({ dueOn: '2026-09-22' })).toBe('requests/due-too-soon');
  expect(await refused({ dueOn: '2026-02-31' })).toBe('http/input-invalid');
  expect(await refused({ basis: ' ' })).toBe('http/input-invalid');
  expect(await refused({}, WARD)).toBe('requests/unit-asks');
  expect((await put(ward, id, {}, WARD)).body.code).toBe('requests/nobody-below');
  expect((await put(ward, id)).status).toBe(404);
  expect((await put(api.browser(), id)).status).toBe(401);
  expect((await put(await as('assessment-officer', CITY), id)).status).toBe(404);
});

test('who owes an answer is reminded once a day, and nobody answers after the close', async () => {
  const id = newUuid();
  await put(clerk, id, { cells: [], questions: [{ ...projectors, label: 'Số loa' }], units: [WARD] });
  await step(city, CITY, id, 'send');
  await step(clerk, CITY, id, 'remind');
  expect((await step(clerk, CITY, id, 'remind')).body.code).toBe('requests/reminded-today');
  const { body } = await ward.call(contract.listRequests, { params: { unit: WARD } });
  expect(body.received.find((one: { id: string }) => one.id === id)).toMatchObject({
    reminders: 1,
    part: 'waiting',
  });
  await step(city, CITY, id, 'close');
  expect((await step(ward, WARD, id, 'open')).body.code).toBe('requests/not-now');
});
