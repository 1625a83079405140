import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { addUnit, getSector, placeOnAxis } from '#modules/organisations/index.ts';
import { organisations } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { getSectorCubes, getSectorFile } from '../domain/glance-contract.ts';
import { tasks } from '../server.ts';

const PROVINCE = 1040;
let api: TestApi;
let admin: TestBrowser;
const staff = async (role: string, unit: number) => {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
};
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans, tasks] });
  api.clock.now = new Date('2026-11-10T03:00:00Z');
  admin = await staff('administrator', 1);
});
afterAll(() => api.close());

test('work is rolled up along a sector, each piece once in the total, also across territories', async () => {
  const unit = async (parentId: number, kind: string, name: string) =>
    (await admin.call(addUnit, { body: { requestId: newUuid(), parentId, kind, name } })).body.id as number;
  const ministry = await unit(1, 'agency', 'Bộ A');
  const department = await unit(PROVINCE, 'agency', 'Sở A');
  const other = await unit(1001, 'agency', 'Sở A');
  const school = await unit(department, 'school', 'Trường B');
  const under = (one: number, parentId: number) =>
    admin.call(placeOnAxis, { params: { unit: one }, body: { axis: 'professional', parentId } });
  for (const [one, parent] of [
    [department, ministry],
    [other, ministry],
    [school, department],
  ] as const)
    expect((await under(one, parent)).status).toBe(200);
  const work = async (worker: number, dueOn: string) => {
    const { pool } = api.database;
    const [task, item] = [newUuid(), newUuid()];
    await pool.query(
      `INSERT INTO tasks.tasks (id, unit_id, source, source_id, source_position, number, title, content, product,
         lead_words, coordinating_words, deadline_words, kind, due_on, folded, created_at)
       VALUES ($1, 1, 'hand', $1, 0, '', 'Việc', '', '', '', '', '', 'dated', $2, '', now())`,
      [task, dueOn],
    );
    await pool.query(
      `INSERT INTO tasks.items (id, task_id, unit_id, role, state, due_on, given_at, changed_at)
       VALUES ($1, $2, $3, 'lead', 'given', $4, now(), now())`,
      [item, task, worker, dueOn],
    );
  };
  await work(department, '2026-10-01');
  await work(school, '2026-10-02');
  await work(school, '2026-12-31');
  await work(other, '2026-12-31');
  const cubes = async (browser: TestBrowser, at: number) =>
    (await browser.call(getSectorCubes, { params: { unit: at } })).body;
  const all = await cubes(admin, ministry);
  const of = (id: number) => all.units.find((one: { id: number }) => one.id === id);
  expect(of(ministry)).toMatchObject({
    own: { overdue: 0, 'in-time': 0 },
    whole: { overdue: 2, 'in-time': 2 },
  });
  expect(of(department)).toMatchObject({ own: { overdue: 1 }, whole: { overdue: 2, 'in-time': 1 } });
  expect(all.total).toMatchObject({ overdue: 2, 'in-time': 2 });
  // A territory sees those of its sector that stand there, and no other place's.
  const province = await staff('leader', PROVINCE);
  const seen = (await province.call(getSector, { params: { unit: PROVINCE } })).body;
  expect(seen.members.map((one: any) => [one.unit.id, one.depth, one.parentId])).toEqual([
    [department, 0, null],
    [school, 1, department],
  ]);
  expect((await cubes(province, PROVINCE)).total).toMatchObject({ overdue: 2, 'in-time': 1 });
  const file = await province.call(getSectorFile, { params: { unit: PROVINCE } });
  expect(file.body).toContain('"Sở A";3;');
  for (const [browser, status] of [
    [api.browser(), 401],
    [await staff('mentor', PROVINCE), 404],
    [await staff('clerk', 1001), 404],
  ] as const)
    for (const endpoint of [getSectorCubes, getSectorFile, getSector])
      expect(await browser.call(endpoint, { params: { unit: PROVINCE } })).toMatchObject({ status });
  const twisted = { params: { unit: PROVINCE }, query: { axis: 'line' } };
  expect(await province.call(getSectorCubes, twisted)).toMatchObject({ status: 422 });
});
