import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { getTask } from '../domain/contract.ts';
import {
  addIncoming,
  listIncoming,
  makeIncomingTask,
  type AddIncoming,
} from '../domain/incoming-contract.ts';
import { tasks } from '../server.ts';

const UNIT = 1040;
let api: TestApi;
let clerk: TestBrowser;
const staff = async (role: string, unit: number) => {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
};
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans, tasks] });
  api.clock.now = new Date('2026-11-10T03:00:00Z');
  clerk = await staff('clerk', UNIT);
});
afterAll(() => api.close());

const letter = (more: Partial<AddIncoming> = {}): AddIncoming => ({
  id: newUuid(),
  arrivalNumber: null,
  arrivedOn: '2026-11-09',
  number: '12/CV-THU',
  issuedOn: '2026-11-05',
  issuer: 'Cơ quan cấp trên (thử)',
  subject: 'Về việc báo cáo kết quả học số',
  dueOn: '2026-11-25',
  planId: null,
  parties: [
    { name: 'Phòng Văn hóa - Xã hội', role: 'lead' },
    { name: 'UBND các xã, phường', role: 'participant' },
  ],
  ...more,
});
const add = (body: AddIncoming, who = clerk, unit = UNIT) =>
  who.call(addIncoming, { params: { unit }, body });
const list = async (q = '') =>
  (await clerk.call(listIncoming, { params: { unit: UNIT }, query: q ? { q } : {} })).body;

test('a document gets the next number of its year once, is found without marks, and becomes one task', async () => {
  const first = letter();
  expect((await add(first)).body).toEqual({ id: first.id, arrivalNumber: 1 });
  expect((await add(first)).body).toEqual({ id: first.id, arrivalNumber: 1 });
  expect((await add(letter({ arrivalNumber: 41, subject: 'Giấy mời họp' }))).body.arrivalNumber).toBe(41);
  expect((await add(letter())).body.arrivalNumber).toBe(42);
  expect((await add(letter({ arrivalNumber: 41 }))).body.code).toBe('tasks/arrival-taken');
  expect((await add(letter({ arrivalNumber: 41, arrivedOn: '2025-03-01' }))).body.arrivalNumber).toBe(41);
  expect((await list()).next).toBe(43);
  const found = (await list('giay moi')).documents;
  expect(found.map(({ arrivalNumber }: { arrivalNumber: number }) => arrivalNumber)).toEqual([41]);

  const make = () => clerk.call(makeIncomingTask, { params: { unit: UNIT, document: first.id }, body: {} });
  const { id } = (await make()).body;
  expect((await make()).body).toEqual({ id });
  expect((await clerk.call(getTask, { params: { unit: UNIT, task: id } })).body).toMatchObject({
    source: 'incoming',
    sourceId: first.id,
    dueOn: '2026-11-25',
    leadWords: 'Phòng Văn hóa - Xã hội',
    coordinatingWords: 'UBND các xã, phường',
  });
  expect((await list('12/cv')).documents.map(({ task }: { task: string | null }) => task)).toContain(id);
});

test('the register is closed to others, and to what is malformed', async () => {
  const first = letter();
  await add(first);
  expect((await add(letter(), api.browser())).status).toBe(401);
  expect((await add(letter(), await staff('clerk', 1001))).status).toBe(404);
  expect((await add(letter(), await staff('administrator', UNIT))).status).toBe(404);
  const other = await staff('clerk', 1001);
  expect((await add(first, other, 1001)).body.code).toBe('tasks/id-taken');
  expect(
    (await other.call(makeIncomingTask, { params: { unit: 1001, document: first.id }, body: {} })).body.code,
  ).toBe('tasks/incoming-not-found');
  expect((await add(letter({ planId: newUuid() }))).status).toBe(404);
  expect((await add(letter({ arrivedOn: '2026-13-01' }))).status).toBe(422);
  expect((await add(letter({ subject: ' ' }))).status).toBe(422);
  expect((await add({ ...letter(), more: 1 } as AddIncoming)).status).toBe(422);
});
