import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { getCascade, getCascadeFile } from '../domain/cascade-contract.ts';
import { getChildrenFile, getDesk, getLineage, getOverview } from '../domain/contract.ts';
import { getTrend, getTrendFile } from '../domain/trend-contract.ts';
import { movement } from '../server.ts';
import { foldAll } from './fold.ts';
import { rebuild } from './rebuild.ts';
import { refreshPerson } from './refresh-person.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { layTruth } from './testing.ts';

let api: TestApi;
const PHU_LUONG = 109568;
const HA_NOI = 1001;
const HAI_PHONG = 1031;
const staff = async (role: string, unitId: number): Promise<TestBrowser> => {
  const browser = api.browser();
  await signInStaff(api, browser, role, unitId);
  return browser;
};
const overview = (browser: TestBrowser, unit: number) => browser.call(getOverview, { params: { unit } });

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, movement] });
  api.clock.now = new Date('2026-11-21T05:00:00Z');
  const truth = await layTruth(api);
  const add = async (people: number, home: number | null, on: string, group = 'citizens') => {
    for (let index = 0; index < people; index++) {
      const person = { partKey: 3, personId: newUuid() };
      await truth.confirm(person, { on, group });
      if (home) await truth.setHome(person, home);
      await refreshPerson(api.services, person);
    }
  };
  await add(12, PHU_LUONG, '2026-03-09');
  await add(3, PHU_LUONG, '2026-11-18', 'officials');
  await add(2, null, '2026-10-01');
  await foldAll(api.services);
  await rebuild(api.services);
  const clerk = await staff('clerk', HA_NOI);
  const batch = newUuid();
  await clerk.send(`/api/movement/units/${HA_NOI}/populations/${batch}?source=Thử&sourceDate=2026-06-30`, {
    method: 'PUT',
    headers: { 'content-type': 'text/csv' },
    body: 'mã;nhóm;năm;số người\n9568;adults;2026;50\n9568;officials;2026;3',
  });
  await clerk.send(`/api/movement/units/${HA_NOI}/populations/${batch}/settle`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"to":"in-force"}',
  });
});
afterAll(() => api.close());

describe('the figures of a unit', () => {
  test('are for nobody who is signed out', async () => {
    expect(await overview(api.browser(), PHU_LUONG)).toMatchObject({ status: 401 });
    expect(await api.browser().call(getDesk)).toMatchObject({ status: 401 });
  });
  test.each([
    ['mentor', PHU_LUONG],
    ['teacher', PHU_LUONG],
    ['clerk', HAI_PHONG],
    ['leader', 109571],
  ])('are not for a %s of unit %i', async (role, unitId) => {
    const browser = await staff(role, unitId);
    for (const endpoint of [getOverview, getChildrenFile, getTrend, getTrendFile])
      expect(await browser.call(endpoint, { params: { unit: PHU_LUONG } })).toMatchObject({
        status: 404,
        body: { code: 'organisations/not-found' },
      });
    expect(
      await browser.call(getLineage, { params: { unit: PHU_LUONG, indicator: 'adults-confirmed' } }),
    ).toMatchObject({ status: 404 });
  });
  test('are not for a ward about its city', async () => {
    expect(await overview(await staff('leader', PHU_LUONG), HA_NOI)).toMatchObject({ status: 404 });
  });
  test.each(['clerk', 'leader', 'administrator', 'assessment-officer'])(
    'are for the %s above',
    async (role) => {
      expect((await overview(await staff(role, HA_NOI), PHU_LUONG)).status).toBe(200);
    },
  );
  test('do not exist for a unit that does not exist', async () => {
    expect(await overview(await staff('administrator', 1), 424_242)).toMatchObject({ status: 404 });
  });
});

test('a ward sees its own targets first, each with how it stands', async () => {
  const { body } = await overview(await staff('clerk', PHU_LUONG), PHU_LUONG);
  expect(body.headline).toMatchObject({
    num: 15,
    target: { own: true, id: 'adults-2026', gap: 35, status: 'behind' },
  });
  const own = body.targets.filter((one: any) => one.own && one.year === 2026);
  expect(own.map((one: any) => [one.id, one.status, one.num])).toEqual([
    ['officials-2026', 'met', 3],
    ['students-2026', 'no-population', 0],
    ['adults-2026', 'behind', 15],
    ['smartphone-2026', 'no-source', null],
    ['epayment-2026', 'no-source', null],
    ['vneid-2026', 'unquantified', null],
    ['workers-2026', 'no-population', 0],
  ]);
  expect(body.pace.actual.at(-1)).toEqual({ x: '2026-11-21', y: 15 });
  expect(body.children).toBeNull();
  expect(body.unknownHome).toBeNull();
});

test('a number of people asked of the nation is not handed down, and a weaker target is named', async () => {
  const nation = await staff('leader', 1);
  const ward = (await overview(nation, PHU_LUONG)).body;
  expect(ward.targets.some((one: any) => !one.own && one.measure === 'people')).toBe(false);
  const province = (await overview(nation, 1040)).body;
  const weak = province.targets.filter((one: any) => one.own && one.weakerThan);
  expect(weak.map((one: any) => [one.id, one.weakerThan.id])).toEqual([['students-2025', 1]]);
});

test('the impossible target of Hải Phòng is shown as impossible, and its adults fall back on the nation’s', async () => {
  const { body } = await overview(await staff('leader', HAI_PHONG), HAI_PHONG);
  expect(body.targets.find((one: any) => one.own && one.id === 'students-2025').status).toBe('impossible');
  expect(body.headline.target).toMatchObject({ own: false, plan: { issuer: { id: 1 } }, year: 2026 });
  expect(body.children.rows).toHaveLength(114);
});

test('the nation sees how many are counted whose home is not known', async () => {
  const { body } = await overview(await staff('administrator', 1), 1);
  expect(body.headline.num).toBe(17);
  expect(body.unknownHome).toBe(2);
  expect(body.children.rows).toHaveLength(34);
  expect(body.children.rows.find((row: any) => row.id === HA_NOI).num).toBe(15);
  expect(body.lastRun.drift).toBe(0);
});

test('where a figure comes from is told in sums, without a single person', async () => {
  const { body } = await (
    await staff('leader', PHU_LUONG)
  ).call(getLineage, {
    params: { unit: PHU_LUONG, indicator: 'adults-confirmed' },
  });
  expect(body.months).toEqual([
    { month: '2026-03', group: 'citizens', ruleSet: 'test@1', num: 12 },
    { month: '2026-11', group: 'officials', ruleSet: 'test@1', num: 3 },
  ]);
  expect(body.denominators).toMatchObject([
    { value: { value: 50, source: 'Thử', sourceDate: '2026-06-30' } },
  ]);
  expect(body.targets[0].source).toEqual({ document: 'phuong-phu-luong-2025.txt', lines: [104, 108] });
  expect(JSON.stringify(body)).not.toMatch(/personId|person_id|[0-9a-f]{8}-[0-9a-f]{4}-7/i);
});

test('the table can be taken away as a file that a spreadsheet opens and runs nothing of', async () => {
  const reply = await (await staff('clerk', HA_NOI)).call(getChildrenFile, { params: { unit: HA_NOI } });
  expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const text = reply.body as string;
  expect(text).toContain('"09568";"Phường Phú Lương";15;50;30,0;50;35;"chậm nhịp"');
});

test('the desk leads to the widest unit first', async () => {
  const { body } = await (await staff('clerk', HA_NOI)).call(getDesk);
  expect(body.units).toEqual([{ id: HA_NOI, name: expect.stringContaining('Hà Nội'), roles: ['clerk'] }]);
  expect(await (await staff('mentor', HA_NOI)).call(getDesk)).toMatchObject({ status: 404 });
});

describe('sharing a target among the units below', () => {
  const ask = (browser: TestBrowser, unit: number, query: Record<string, string | number> = {}) =>
    browser.call(getCascade, { params: { unit }, query });

  test('says what each must reach, and leaves out whose people nobody has stated', async () => {
    const { status, body } = await ask(await staff('leader', HA_NOI), HA_NOI, { percent: 80 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ percent: 80, population: 50, num: 15, needed: 40, missing: 25 });
    const own = body.rows.find((row: { id: number }) => row.id === PHU_LUONG);
    expect(own).toMatchObject({ add: 25, reach: 40, num: 15, population: 50 });
    for (const row of body.rows.filter((one: { id: number }) => one.id !== PHU_LUONG))
      expect(row).toMatchObject({ population: null, add: null, reach: null });
  });

  test('takes the share of the plan unless another is tried, and gives the same as a file', async () => {
    const leader = await staff('leader', HA_NOI);
    const { body } = await ask(leader, HA_NOI);
    expect(body.percent).toBe(body.target?.percent ?? null);
    const file = await leader.call(getCascadeFile, { params: { unit: HA_NOI }, query: { percent: 80 } });
    expect(file.status).toBe(200);
    expect(file.headers.get('content-disposition')).toMatch(/phan-bo-1001-2026-11-21\.csv/);
    expect(file.body).toContain('15;50;30,0;25;40;');
  });

  test('is for staff of the unit only, ends where figures end, and refuses what is no share', async () => {
    const leader = await staff('leader', HA_NOI);
    expect(await ask(api.browser(), HA_NOI)).toMatchObject({ status: 401 });
    expect(await ask(await staff('content-editor', HA_NOI), HA_NOI)).toMatchObject({ status: 404 });
    expect(await ask(leader, HAI_PHONG)).toMatchObject({ status: 404 });
    expect(await ask(leader, PHU_LUONG)).toMatchObject({
      status: 404,
      body: { code: 'movement/no-parts' },
    });
    for (const query of [{ percent: 0 }, { percent: 101 }, { percent: '8a' }, { way: 'fair' }, { more: 1 }])
      expect(await ask(leader, HA_NOI, query as never), JSON.stringify(query)).toMatchObject({ status: 422 });
  });
});

test('a trend says month by month what was counted and needed, with an interval for the year’s end, and leaves as a file', async () => {
  const clerk = await staff('clerk', PHU_LUONG);
  const ask = (query: Record<string, string> = {}) =>
    clerk.call(getTrend, { params: { unit: PHU_LUONG }, query });
  const { body } = await ask();
  expect(body).toMatchObject({
    indicator: { code: 'adults-confirmed' },
    target: { needed: 50 },
    pace: { needed: 27, lately: 0 },
    forecast: { day: '2026-12-31', low: 15, mid: 17, high: 24 },
    without: null,
  });
  expect(body.points.map((one: any) => [one.month, one.num, one.added])).toEqual([
    ['2026-03', 12, 12],
    ...['04', '05', '06', '07', '08', '09', '10'].map((month) => [`2026-${month}`, 12, 0]),
    ['2026-11', 15, 3],
  ]);
  expect(body.points.at(-1)).toMatchObject({ day: '2026-11-21', due: 45, rate: 0.3, frozen: null });
  // Nothing counts them here: the page says so and draws nothing.
  expect((await ask({ indicator: 'smartphone-adults' })).body).toMatchObject({
    points: [],
    without: 'no-source',
    pace: null,
  });
  expect(await ask({ indicator: 'not-there' })).toMatchObject({ status: 404 });
  expect(await ask({ indicator: 'Không' })).toMatchObject({ status: 422 });
  const file = await clerk.call(getTrendFile, { params: { unit: PHU_LUONG } });
  expect(file.body).toContain('"2026-11";"2026-11-21";15;3;;45;30,0');
});
