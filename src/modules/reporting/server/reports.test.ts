import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { movement } from '#modules/movement/server.ts';
import { getTimeliness, getTimelinessFile } from '../domain/timeliness-contract.ts';
import { organisations } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { getParts, giveException } from '../domain/above-contract.ts';
import { getReport, listReports } from '../domain/contract.ts';
import { verifyNumber } from '../domain/write-contract.ts';
import { reporting } from '../server.ts';
import { act, as, cell, CITY, classes, close, FORM, QUARTER, read, save, WARD } from './testing.ts';

let api: TestApi;
let clerk: TestBrowser;
let leader: TestBrowser;
let cityClerk: TestBrowser;
let cityLeader: TestBrowser;
/** The ward beside it. */
const OTHER = 100004;
const params = { unit: WARD, form: FORM, period: QUARTER };
/** Another day: who was signed in the day before signs in again. */
const on = async (day: string) => {
  api.clock.now = new Date(`${day}T03:00:00Z`);
  [clerk, leader, cityClerk, cityLeader] = await Promise.all([
    as(api, 'clerk', WARD),
    as(api, 'leader', WARD),
    as(api, 'clerk', CITY),
    as(api, 'leader', CITY),
  ]);
};

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans, movement, reporting] });
  await on('2026-09-15');
  // 40 people counted in the ward, of whom 5 came after the data closed on the 14th, in the same week; 100 adults live there.
  const { pool } = api.database;
  await pool.query(`INSERT INTO movement.figures (part_key, unit_id, indicator, group_code, week, rule_set, num)
    VALUES (9568, ${WARD}, 'adults-confirmed', 'citizens', '2026-09-07', 'test@1', 33), (9568, ${WARD}, 'adults-confirmed', 'citizens', '2026-09-14', 'test@1', 7)`);
  for (const day of ['14', '14', '15', '15', '16', '17', '20'])
    await pool.query(
      `INSERT INTO movement.facts (part_key, person_id, indicator, unit_id, group_code, since, rule_set, credential_id)
       VALUES (3, $1, 'adults-confirmed', ${WARD}, 'citizens', '2026-09-${day}', 'test@1', $2)`,
      [newUuid(), newUuid()],
    );
  const batch = newUuid();
  await cityClerk.send(
    `/api/movement/units/${CITY}/populations/${batch}?source=Công an&sourceDate=2026-06-30`,
    {
      method: 'PUT',
      headers: { 'content-type': 'text/csv' },
      body: 'mã;nhóm;năm;số người\n9568;adults;2026;100',
    },
  );
  await cityClerk.send(`/api/movement/units/${CITY}/populations/${batch}/settle`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"to":"in-force"}',
  });
});
afterAll(() => api.close());

test('nobody reads it signed out, from another unit, or for a period that has not begun', async () => {
  const stranger = await as(api, 'clerk', 1040);
  expect((await api.browser().call(getReport, { params })).status).toBe(401);
  expect((await stranger.call(getReport, { params })).status).toBe(404);
  expect((await clerk.call(getReport, { params: { ...params, period: '2027-Q1' } })).status).toBe(404);
  expect((await clerk.call(getReport, { params: { ...params, form: 'khong-co' } })).status).toBe(404);
});

test('it opens with what was counted by the cut-off, out of how many, and what has no source yet', async () => {
  const report = await read(clerk);
  expect(report).toMatchObject({
    state: 'draft',
    period: { dataFrom: '2026-06-15', cutOff: '2026-09-14', due: '2026-09-16', words: 'quý III năm 2026' },
    may: ['save', 'enter'],
  });
  const adults = report.cells.find(({ code }) => code === 'adults-confirmed')!;
  expect(adults.computed).toMatchObject({ num: 35, den: 100, sourceDate: '2026-09-14', grade: 'E4' });
  expect(adults.adopted).toMatchObject({ kind: 'computed', num: 35 });
  expect(report.cells.find(({ code }) => code === 'classes-held')).toMatchObject({
    source: 'none',
    computed: null,
    adopted: null,
  });
});

describe('numbers that are refused, all at once and in words', () => {
  test.each([
    ['-3', 'là số âm'],
    ['1,234.5', 'kiểu tiếng Anh'],
    ['8.5', 'không rõ là số nào'],
    ['1.234,5', 'chỉ nhận số nguyên'],
    ['ba', 'không phải là số'],
  ])('%s', async (typed, words) => {
    const reply = await save(clerk, { numbers: [classes(typed)] });
    expect(reply.status).toBe(422);
    expect(reply.body.faults).toHaveLength(1);
    expect(reply.body.faults[0]).toMatchObject({ at: 'num.classes-held' });
    expect(reply.body.faults[0].what).toContain(words);
  });
  test('more people than live there, or than the whole', async () => {
    const reply = await save(clerk, {
      numbers: [
        { cell: 'smartphones', revision: 0, num: '101', source: 'Điều tra' },
        { cell: 'vneid-confirmed', revision: 0, num: '60', den: '50', source: 'Công an' },
      ],
    });
    expect(reply.body.faults.map(({ what }: { what: string }) => what)).toEqual([
      'Người trưởng thành có điện thoại thông minh: 101 lớn hơn tổng số 100.',
      'Người trưởng thành có điện thoại thông minh: 101 lớn hơn số người của đơn vị (100).',
      'Người trưởng thành được xác nhận trên VNeID: 60 lớn hơn tổng số 50.',
    ]);
    expect((await cell(clerk, 'smartphones')).revision).toBe(0);
  });
  test('a number over the counted one without reason and evidence, or without a source', async () => {
    const over = { cell: 'adults-confirmed', revision: 0, num: '50', choice: 'declared' };
    const { body } = await save(clerk, { numbers: [over] });
    expect(body.faults).toHaveLength(3);
    const sound = { ...over, source: 'Danh sách lớp', grade: 'E3', reason: 'people-moved' };
    expect((await save(clerk, { numbers: [sound] })).status).toBe(200);
    expect(await cell(clerk, 'adults-confirmed')).toMatchObject({
      computed: { num: 35 },
      declared: { num: 50, den: 100 },
      adopted: { kind: 'declared', num: 50 },
      gap: { people: 15 },
      revision: 1,
    });
  });
});

test('two who write one field: the second sees both values, and nothing of hers is half written', async () => {
  expect((await save(clerk, { numbers: [classes('4')] })).status).toBe(200);
  const second = await as(api, 'clerk', WARD);
  const draft = {
    numbers: [classes('6', 0)],
    texts: [{ section: 'ket-qua', revision: 0, body: 'Mở lớp ở nhà văn hoá.' }],
  };
  const reply = await save(second, draft);
  expect(reply).toMatchObject({
    status: 409,
    body: { meanwhile: [{ field: 'num.classes-held', theirs: '4', yours: '6', revision: 1 }] },
  });
  expect(reply.body.faults[0].what).toMatch(/người khác lưu “4” lúc .*; anh\/chị gõ “6”/);
  expect((await read(clerk)).sections[0]!.body).toBe('');
  // What another wrote just so is no conflict; with what she saw, it is written.
  expect((await save(second, { numbers: [classes('4', 0)] })).body).toMatchObject({ written: 0 });
  expect((await save(second, { ...draft, numbers: [classes('6', 1)] })).body).toMatchObject({ written: 2 });
});

test('the same submission twice is written once, and its id is good for nothing else', async () => {
  const id = newUuid();
  const numbers = [classes('7', 2)];
  expect((await save(clerk, { id, numbers })).body).toMatchObject({ written: 1 });
  expect((await save(clerk, { id, numbers })).body).toMatchObject({ written: 0 });
  expect((await cell(clerk, 'classes-held')).revision).toBe(3);
  expect((await save(clerk, { id, numbers: [classes('8', 3)] })).status).toBe(409);
});

test('clerk enters, leader sends, nobody does both ways for another unit', async () => {
  expect((await save(leader, { numbers: [classes('9', 3)] })).body.code).toBe('reporting/clerk-enters');
  expect((await save(cityClerk, { numbers: [classes('9', 3)] })).body.code).toBe('reporting/clerk-enters');
  expect((await act(leader, 'send')).body.code).toBe('reporting/not-entered');
  expect((await act(clerk, 'enter')).body).toEqual({ state: 'entered' });
  expect((await act(clerk, 'send')).body.code).toBe('reporting/leader-sends');
  expect((await act(cityLeader, 'send')).body.code).toBe('reporting/leader-sends');
  expect((await act(cityClerk, 'return', 'Sửa giúp')).status).toBe(409);
  expect((await act(leader, 'return')).body.code).toBe('reporting/comment-needed');
  const id = newUuid();
  expect((await act(leader, 'send', '', WARD, id)).body).toEqual({ state: 'sent' });
  expect((await act(leader, 'send', '', WARD, id)).body).toEqual({ state: 'sent' });
  expect(await read(leader)).toMatchObject({ state: 'sent', edition: 1, daysLate: 0, may: [] });
  expect((await save(clerk, { numbers: [classes('9', 3)] })).body.code).toBe('reporting/sent-already');
});

test('the unit above reads, recounts beside what was said, returns with words, and accepts', async () => {
  const verified = {
    cell: 'adults-confirmed',
    revision: 0,
    num: '38',
    source: 'Kiểm tại tổ 3',
    sourceDate: '2026-09-15',
    grade: 'E3',
  };
  const body = { id: newUuid(), ...verified };
  expect((await clerk.call(verifyNumber, { params, body })).body.code).toBe('reporting/above-decides');
  expect((await cityClerk.call(verifyNumber, { params, body })).body).toEqual({ revision: 1 });
  expect(
    (await cityClerk.call(verifyNumber, { params, body: { ...body, id: newUuid(), num: '40' } })).body,
  ).toMatchObject({
    code: 'reporting/written-meanwhile',
    meanwhile: [{ theirs: '38', yours: '40' }],
  });
  expect(await cell(cityClerk, 'adults-confirmed')).toMatchObject({
    computed: { num: 35 },
    declared: { num: 50 },
    verified: { num: 38 },
    adopted: { num: 50 },
  });
  expect((await act(leader, 'accept')).body.code).toBe('reporting/above-decides');
  expect((await act(cityClerk, 'return', 'Số lớp chưa khớp sổ')).body).toEqual({ state: 'returned' });
  expect(await read(clerk)).toMatchObject({
    state: 'returned',
    comment: 'Số lớp chưa khớp sổ',
    may: ['save', 'enter'],
  });
  expect((await save(clerk, { numbers: [classes('5', 3)] })).status).toBe(200);
  await act(clerk, 'enter');
  await act(leader, 'send');
  expect((await act(cityClerk, 'accept')).body).toEqual({ state: 'accepted' });
  expect((await cell(clerk, 'classes-held')).adopted).toMatchObject({ num: 5 });
});

describe('a period that the unit above closes', () => {
  test('is closed by its leader only, after the data close, once, with who is missing', async () => {
    await on('2026-09-14');
    expect((await close(cityLeader)).body.code).toBe('reporting/data-open');
    await on('2026-09-18');
    expect((await close(cityClerk)).body.code).toBe('reporting/leader-closes');
    expect((await close(leader, WARD)).status).toBe(404);
    const id = newUuid();
    const first = await close(cityLeader, CITY, id);
    expect(first.body.missing.map((one: { id: number }) => one.id)).not.toContain(WARD);
    expect(first.body.missing.map((one: { id: number }) => one.id)).toContain(OTHER);
    expect((await close(cityLeader, CITY, id)).body).toEqual(first.body);
    expect((await close(cityLeader)).body.code).toBe('reporting/closed-already');
  });

  test('changes for nobody without an exception, which says why and until when', async () => {
    expect((await act(cityClerk, 'return', 'Sửa lại')).status).toBe(409);
    expect((await save(clerk, { numbers: [classes('11', 4)] })).body.code).toBe('reporting/period-closed');
    const body = { id: newUuid(), reason: 'Nhầm sổ lớp của tổ 3', until: '2026-09-25' };
    expect((await cityClerk.call(giveException, { params, body })).body.code).toBe('reporting/leader-closes');
    expect(
      (
        await cityLeader.call(giveException, {
          params,
          body: { ...body, id: newUuid(), until: '2027-01-01' },
        })
      ).body.code,
    ).toBe('reporting/wrong-day');
    expect((await cityLeader.call(giveException, { params, body })).body).toEqual({ state: 'returned' });
    expect((await cityLeader.call(giveException, { params, body })).body).toEqual({ state: 'returned' });
    await on('2026-09-26');
    expect((await save(clerk, { numbers: [classes('11', 4)] })).body.code).toBe('reporting/period-closed');
    await on('2026-09-20');
    expect((await save(clerk, { numbers: [classes('11', 4)] })).status).toBe(200);
    await act(clerk, 'enter');
    expect((await act(leader, 'send')).body).toEqual({ state: 'sent' });
  });

  test('takes who comes late as a supplement; what was frozen stays as it was', async () => {
    const [lateClerk, lateLeader] = [await as(api, 'clerk', OTHER), await as(api, 'leader', OTHER)];
    expect((await save(lateClerk, { numbers: [classes('20')] }, OTHER)).status).toBe(200);
    await act(lateClerk, 'enter', '', OTHER);
    expect((await act(lateLeader, 'send', '', OTHER)).body).toEqual({ state: 'sent' });
    const { body } = await cityLeader.call(getParts, { params: { ...params, unit: CITY } });
    const part = (id: number) => body.parts.find((one: { unit: { id: number } }) => one.unit.id === id);
    expect(part(OTHER)).toMatchObject({ state: 'sent', supplement: true, daysLate: 4 });
    expect(part(WARD)).toMatchObject({ supplement: true });
    // The ward's 5 classes of the day of the close, neither its 11 nor the others' 20.
    expect(body.sums.find((one: { code: string }) => one.code === 'classes-held')).toMatchObject({
      adopted: 5,
      from: 1,
    });
    expect(body.closing.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('the desk lists what is due and how many of the units below have sent theirs', async () => {
  const mine = (await clerk.call(listReports, { params: { unit: WARD } })).body;
  expect(mine.reports[0]).toMatchObject({
    period: { key: '2026-Q4' },
    state: 'draft',
    parts: null,
    daysLate: 0,
  });
  const above = (await cityLeader.call(listReports, { params: { unit: CITY } })).body;
  expect(above.reports.find((one: { period: { key: string } }) => one.period.key === QUARTER)).toMatchObject({
    parts: { arrived: 2, closed: true },
  });
  expect((await api.browser().call(listReports, { params: { unit: WARD } })).status).toBe(401);
});

test('timeliness goes by the first sending, tells who is overdue, and leads from the nation down', async () => {
  const ask = (browser: TestBrowser, unit: number, query: Record<string, string> = {}) =>
    browser.call(getTimeliness, { params: { unit }, query: { period: QUARTER, ...query } });
  const { body } = await ask(cityLeader, CITY);
  const levels = body.periods.find((one: { key: string }) => one.key === QUARTER).levels;
  const communes = levels.find((one: { kind: string }) => one.kind === 'commune');
  // The ward was in time though it was sent again days later; the other came late; the rest never came.
  expect(communes.rates).toMatchObject({ onTime: 1, late: 1, overdue: communes.rates.units - 2, open: 0 });
  expect(communes.rates.completeness).toBeGreaterThan(0);
  expect(communes.rates.completeness).toBeLessThan(0.5);
  // The city itself has until the 25th.
  expect(levels[0]).toMatchObject({ kind: 'province', due: '2026-09-25', rates: { units: 1, open: 1 } });
  expect(body.parts).toHaveLength(communes.rates.units);
  const own = (id: number) => body.parts.find((one: any) => one.unit.id === id).own;
  expect(own(WARD)).toMatchObject({ onTime: 1, late: 0 });
  expect(own(OTHER)).toMatchObject({ onTime: 0, late: 1 });
  expect(body.verified).toBeNull();
  const nation = (await ask(await as(api, 'clerk', 1), 1)).body;
  const city = nation.parts.find((one: any) => one.unit.id === CITY);
  expect(city).toMatchObject({ own: { open: 1 }, below: communes.rates });
  expect(nation.parts).toHaveLength(34);
  // A running period: nobody is overdue yet.
  const running = nation.periods.find((one: any) => one.key === '2026-Q4').levels;
  for (const { rates } of running) expect(rates).toMatchObject({ overdue: 0, onTimeRate: null });
  const file = await cityLeader.call(getTimelinessFile, {
    params: { unit: CITY },
    query: { period: QUARTER },
  });
  expect(file.headers.get('content-disposition')).toContain('nop-bao-cao-1001-2026-Q3.csv');
  expect(file.body.trim().split('\r\n')).toHaveLength(communes.rates.units + 1);
  expect(await ask(api.browser(), CITY)).toMatchObject({ status: 401 });
  expect(await ask(clerk, CITY)).toMatchObject({ status: 404 });
  expect(await ask(cityLeader, CITY, { form: 'not-there' })).toMatchObject({ status: 404 });
  expect(await ask(cityLeader, CITY, { period: '2019-Q1' })).toMatchObject({ status: 404 });
  expect(await ask(cityLeader, CITY, { period: 'x' })).toMatchObject({ status: 422 });
});
