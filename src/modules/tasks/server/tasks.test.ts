import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { addDocument, settleDocument } from '#modules/plans/index.ts';
import { plans } from '#modules/plans/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import * as contract from '../domain/contract.ts';
import * as glance from '../domain/glance-contract.ts';
import { tasks } from '../server.ts';

const PROVINCE = 1040;
const OTHER = 1001;
const PLAN = `KẾ HOẠCH
Học số năm 2026
II. NHIỆM VỤ
1. Mở lớp buổi tối ở nhà văn hoá
- Chủ trì: UBND các xã, phường
- Phối hợp: Công an tỉnh
- Thời gian: Tháng 11/2026
2. Duy trì đường dây hỏi đáp
- Chủ trì: UBND phường Trường Vinh
- Thời gian: Thường xuyên
`;

let api: TestApi;
let giver: TestBrowser;
let worker: TestBrowser;
let commune: number;
let communes: number[];
const staff = async (role: string, unit: number) => {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
};
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans, tasks] });
  const { rows } = await api.database.pool.query<{ id: number; name: string }>(
    "SELECT id, name FROM organisations.pub_units WHERE parent_id = $1 AND kind = 'commune' ORDER BY id",
    [PROVINCE],
  );
  communes = rows.map(({ id }) => id);
  commune = rows.find(({ name }) => name === 'Phường Trường Vinh')!.id;
  await startOver();
});
/** Sessions of staff end after some time without use. */
async function startOver(): Promise<void> {
  api.clock.now = new Date('2026-11-10T03:00:00Z');
  giver = await staff('clerk', PROVINCE);
  worker = await staff('clerk', commune);
}
afterAll(() => api.close());

const listOf = async (who: TestBrowser, unit: number, query: Record<string, string> = {}) =>
  (await who.call(contract.listTasks, { params: { unit }, query })).body as contract.TaskList;
const viewOf = async (who: TestBrowser, unit: number, task: string) =>
  (await who.call(contract.getTask, { params: { unit, task } })).body as contract.TaskView;
const step = (who: TestBrowser, unit: number, item: string, act: string, words = '', id = newUuid()) =>
  who.call(contract.takeStep, { params: { unit, item }, body: { id, act, words } });
const nobody = { units: [], groups: [] };
const give = (who: TestBrowser, unit: number, task: string, body: object) =>
  who.call(contract.assignTask, {
    params: { unit, task },
    body: { lead: nobody, coordinating: nobody, ...body },
  });
const add = async (who: TestBrowser, unit: number, more: Partial<contract.AddTask> = {}) => {
  const body = {
    id: newUuid(),
    number: '',
    title: 'Rà soát người cao tuổi chưa có điện thoại',
    content: '',
    product: '',
    leadWords: '',
    coordinatingWords: '',
    kind: 'dated',
    dueOn: '2026-11-30',
    ...more,
  };
  return { id: body.id, reply: await who.call(contract.addTask, { params: { unit }, body }) };
};

async function accept(unit: number, text: string): Promise<string> {
  const document = newUuid();
  await giver.send(
    `${addDocument.path.replace(':unit', String(unit)).replace(':document', document)}?name=KH`,
    {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: strToU8(text) as Uint8Array<ArrayBuffer>,
    },
  );
  const params = { unit, document };
  expect((await giver.call(settleDocument, { params, body: { to: 'accepted' } })).status).toBe(200);
  return document;
}

describe('a plan that was accepted', () => {
  test('becomes tasks of its unit once, which resolve, fan out and are counted unit by unit', async () => {
    await accept(PROVINCE, PLAN);
    await api.drain();
    await tasks.start!(api.services);
    const { lines, toAssign } = await listOf(giver, PROVINCE, { side: 'given' });
    expect(toAssign).toBe(2);
    expect(lines.map(({ title, kind, dueOn, state }) => [title, kind, dueOn, state])).toEqual([
      ['Mở lớp buổi tối ở nhà văn hoá', 'dated', '2026-11-30', 'to-assign'],
      ['Duy trì đường dây hỏi đáp', 'continuous', null, 'to-assign'],
    ]);
    expect((await listOf(giver, PROVINCE, { side: 'given', q: 'mo LOP buoi toi' })).lines).toHaveLength(1);

    const [evening, line] = lines.map(({ task }) => task);
    const proposals = (id: string) =>
      giver.call(contract.getProposals, { params: { unit: PROVINCE, task: id } });
    expect((await proposals(evening!)).body.lead).toMatchObject([
      { how: 'group', sure: true, groups: [{ group: 'communes', count: 130 }] },
    ]);
    expect((await proposals(line!)).body.lead).toMatchObject([
      { how: 'name', sure: true, units: [{ id: commune }] },
    ]);

    const fan = { lead: { units: [], groups: ['communes'] } };
    expect((await give(giver, PROVINCE, evening!, fan)).body).toEqual({ lead: 130, coordinating: 0 });
    expect((await give(giver, PROVINCE, evening!, fan)).body).toEqual({ lead: 0, coordinating: 0 });
    await give(giver, PROVINCE, line!, { lead: { units: [{ unitId: commune, words: '' }], groups: [] } });

    const own = await listOf(worker, commune);
    expect(own.received).toMatchObject({ 'in-time': 1, continuous: 1 });
    const view = await viewOf(worker, commune, evening!);
    expect(view.items).toHaveLength(1);
    expect(view.isGiver).toBe(false);
    const item = view.items[0]!.id;
    expect((await step(worker, commune, item, 'accept')).body).toEqual({ state: 'accepted' });
    expect((await step(worker, commune, item, 'report')).body).toEqual({ state: 'reported' });
    // Reported in time: the day on which somebody confirms does not make it late.
    api.clock.now = new Date('2026-12-05T03:00:00Z');
    const later = await staff('leader', PROVINCE);
    expect((await step(later, PROVINCE, item, 'confirm')).body).toEqual({ state: 'confirmed' });
    const { given } = await listOf(later, PROVINCE, { side: 'given' });
    expect(given).toMatchObject({ 'on-time': 1, overdue: 129, continuous: 1, late: 0 });
    const cubes = (await later.call(glance.getCubes, { params: { unit: PROVINCE } })).body;
    expect(cubes.units).toHaveLength(130);
    expect(cubes.units.find(({ id }: { id: number }) => id === commune).cube).toMatchObject({
      'on-time': 1,
      continuous: 1,
      overdue: 0,
    });
    await startOver();
  });
});

describe('the work of a unit', () => {
  test('goes back and forth with reasons, each step once', async () => {
    const { id } = await add(giver, PROVINCE);
    await give(giver, PROVINCE, id, { lead: { units: [{ unitId: commune, words: '' }], groups: [] } });
    const item = (await viewOf(worker, commune, id)).items[0]!.id;
    expect((await step(worker, commune, item, 'decline')).status).toBe(422);
    expect((await step(worker, commune, item, 'confirm')).status).toBe(409);
    expect((await step(worker, commune, item, 'decline', 'Chưa có danh sách')).status).toBe(200);
    expect((await giver.call(glance.getAttention, { params: { unit: PROVINCE } })).body.counts).toEqual([
      { reason: 'declined', count: 1 },
    ]);
    await step(giver, PROVINCE, item, 'give-again', 'Đã gửi danh sách');
    await step(worker, commune, item, 'accept');
    const once = newUuid();
    for (let time = 0; time < 2; time += 1)
      expect((await step(worker, commune, item, 'note', 'Xong 3 khối', once)).status).toBe(200);
    expect((await step(worker, commune, item, 'report', '', once)).status).toBe(409);
    await step(worker, commune, item, 'report');
    await step(giver, PROVINCE, item, 'send-back', 'Thiếu khối 5');
    const { items } = await viewOf(giver, PROVINCE, id);
    expect(items[0]).toMatchObject({ state: 'accepted', reportedOn: null });
    expect(items[0]!.entries.map(({ act }) => act)).toEqual([
      'decline',
      'give-again',
      'accept',
      'note',
      'report',
      'send-back',
    ]);
    const { body } = await worker.call(glance.getAttention, { params: { unit: commune } });
    expect(body.counts).toContainEqual({ reason: 'sent-back', count: 1 });
  });

  test('gets another day with a reason; what was confirmed keeps its own', async () => {
    const { id } = await add(giver, PROVINCE, { title: 'Dời hạn' });
    const units = communes.slice(0, 2).map((unitId) => ({ unitId, words: '' }));
    await give(giver, PROVINCE, id, { lead: { units, groups: [] } });
    const before = (await viewOf(giver, PROVINCE, id)).items;
    const [done, open] = before as [contract.ItemView, contract.ItemView];
    const first = await staff('clerk', done.unit.id);
    for (const act of ['accept', 'report']) await step(first, done.unit.id, done.id, act);
    await step(giver, PROVINCE, done.id, 'confirm');
    const move = (who: TestBrowser, unit: number, body: object) =>
      who.call(contract.moveDeadline, { params: { unit, task: id }, body });
    const later = { dueOn: '2026-12-24', words: 'Chờ máy chiếu' };
    for (let time = 0; time < 2; time += 1)
      expect((await move(giver, PROVINCE, later)).body).toEqual({ dueOn: '2026-12-24' });
    const { items } = await viewOf(giver, PROVINCE, id);
    const of = (item: string) => items.find((one) => one.id === item)!;
    expect([of(done.id).dueOn, of(open.id).dueOn]).toEqual(['2026-11-30', '2026-12-24']);
    expect(of(open.id).entries.map(({ act, words }) => [act, words])).toEqual([
      ['move-deadline', '30/11/2026 → 24/12/2026: Chờ máy chiếu'],
    ]);
    expect((await move(giver, PROVINCE, { ...later, words: ' ' })).status).toBe(422);
    expect((await move(first, done.unit.id, later)).status).toBe(404);
    expect((await move(api.browser(), PROVINCE, later)).status).toBe(401);
  });

  test('is passed on to the units below, once', async () => {
    const { id } = await add(giver, PROVINCE, { title: 'Lập tổ' });
    await give(giver, PROVINCE, id, { lead: { units: [{ unitId: commune, words: '' }], groups: [] } });
    const item = (await viewOf(worker, commune, id)).items[0]!.id;
    const pass = () => worker.call(contract.passOn, { params: { unit: commune, item }, body: {} });
    const first = await pass();
    expect(first.status).toBe(200);
    expect((await pass()).body).toEqual(first.body);
    expect(await viewOf(worker, commune, first.body.id)).toMatchObject({
      isGiver: true,
      source: 'passed-on',
      dueOn: '2026-11-30',
    });
    expect((await giver.call(contract.passOn, { params: { unit: PROVINCE, item }, body: {} })).status).toBe(
      404,
    );
  });

  test('is proposed by the words that a person confirmed before', async () => {
    const words = 'Tổ thường trực học số';
    const { id } = await add(giver, PROVINCE, { leadWords: words });
    const ask = (task: string) => giver.call(contract.getProposals, { params: { unit: PROVINCE, task } });
    expect((await ask(id)).body.lead).toMatchObject([{ how: 'none', sure: false }]);
    await give(giver, PROVINCE, id, { lead: { units: [{ unitId: commune, words }], groups: [] } });
    const next = await add(giver, PROVINCE, { leadWords: words });
    expect((await ask(next.id)).body.lead).toMatchObject([
      { how: 'chosen-before', units: [{ id: commune }] },
    ]);
  });
});

describe('nobody else', () => {
  test('reads or changes a task', async () => {
    const { id } = await add(giver, PROVINCE);
    await give(giver, PROVINCE, id, { lead: { units: [{ unitId: commune, words: '' }], groups: [] } });
    const item = (await viewOf(worker, commune, id)).items[0]!.id;
    const neighbour = communes.find((one) => one !== commune)!;
    const readers: readonly [TestBrowser, number, number][] = [
      [api.browser(), PROVINCE, 401],
      [await staff('clerk', OTHER), PROVINCE, 404],
      [await staff('clerk', OTHER), OTHER, 404],
      [await staff('clerk', neighbour), neighbour, 404],
      [await staff('mentor', PROVINCE), PROVINCE, 404],
      [worker, PROVINCE, 404],
    ];
    for (const [who, unit, status] of readers) {
      expect((await who.call(contract.getTask, { params: { unit, task: id } })).status).toBe(status);
      expect((await give(who, unit, id, { lead: { units: [], groups: ['communes'] } })).status).toBe(status);
      expect((await step(who, unit, item, 'accept')).status).toBe(status);
    }
    const administrator = await staff('administrator', PROVINCE);
    expect((await viewOf(administrator, PROVINCE, id)).mayAssign).toBe(false);
    expect((await step(administrator, PROVINCE, item, 'withdraw', 'x')).status).toBe(404);
    expect((await add(worker, PROVINCE)).reply.status).toBe(404);
  });

  test('is given work from outside, and what is malformed is refused', async () => {
    const { id } = await add(giver, PROVINCE);
    const to = (unitId: number) => ({ lead: { units: [{ unitId, words: '' }], groups: [] } });
    expect((await give(giver, PROVINCE, id, to(OTHER))).body.code).toBe('tasks/outside-unit');
    expect((await give(giver, PROVINCE, id, to(987_654_321))).body.code).toBe('tasks/outside-unit');
    expect((await give(giver, PROVINCE, id, {})).body.code).toBe('tasks/nobody-chosen');
    expect((await give(giver, PROVINCE, id, { lead: { units: [], groups: ['police'] } })).body.code).toBe(
      'tasks/group-empty',
    );
    expect((await add(giver, PROVINCE, { dueOn: null })).reply.body.code).toBe('tasks/due-needed');
    expect((await add(giver, PROVINCE, { dueOn: '2026-02-31' })).reply.status).toBe(422);
    expect((await add(worker, commune, { id })).reply.body.code).toBe('tasks/id-taken');
    expect((await add(giver, PROVINCE, { id })).reply.body).toEqual({ id });
  });
});
