import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import {
  editItem,
  getDocument,
  getTables,
  settleDocument,
  type DocumentView,
  type ItemEdit,
} from '../domain/contract.ts';
import { plans } from '../server.ts';
import { wordOf } from './extract/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';

const UNIT = 109568;
const OTHER = 1040;
const PLAN = `KẾ HOẠCH
Học số năm 2026
I. CHỈ TIÊU
- 80% người dân trong độ tuổi trưởng thành có kỹ năng số.
- Trên 100% cán bộ, công chức có kỹ năng số.
II. NHIỆM VỤ
1. Mở lớp buổi tối
- Chủ trì: Phòng Văn hóa - Xã hội
- Phối hợp: Đoàn phường
- Thời gian: Quý II/2026
2. Dán bảng chữ to ở chợ
- Chủ trì: Các tổ dân phố
- Thời gian: Khi có kinh phí
`;

let api: TestApi;
let clerk: TestBrowser;
let leader: TestBrowser;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans] });
  clerk = api.browser();
  leader = api.browser();
  await signInStaff(api, clerk, 'clerk', UNIT);
  await signInStaff(api, leader, 'leader', UNIT);
});
afterAll(() => api.close());

const upload = (browser: TestBrowser, document: string, bytes: Uint8Array<ArrayBuffer>) =>
  browser.send(
    `/api/plans/units/${UNIT}/documents/${document}?${new URLSearchParams({ name: 'Kế hoạch 2026' })}`,
    {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    },
  );
const edit = (document: string, body: ItemEdit) =>
  clerk.call(editItem, { params: { unit: UNIT, document }, body });
const settle = (browser: TestBrowser, document: string, to: 'accepted' | 'set-aside') =>
  browser.call(settleDocument, { params: { unit: UNIT, document }, body: { to } });
const open = (browser: TestBrowser, document: string, unit = UNIT) =>
  browser.call(getDocument, { params: { unit, document } });
const view = async (browser: TestBrowser, document: string) =>
  (await open(browser, document)).body as DocumentView;

describe('a plan of a unit', () => {
  test('is read, corrected beside what was read, and accepted into targets and tasks', async () => {
    const id = newUuid();
    const file = wordOf(PLAN) as Uint8Array<ArrayBuffer>;
    expect((await upload(clerk, id, file)).status).toBe(200);
    // The same upload again is one document.
    expect((await upload(clerk, id, file)).status).toBe(200);
    const read = await view(clerk, id);
    expect(read.taskList.map(({ number, lead, due }) => [number, lead, due])).toEqual([
      ['1', 'Phòng Văn hóa - Xã hội', '2026-06-30'],
      ['2', 'Các tổ dân phố', null],
    ]);
    expect(read.lints.map(({ code, item }) => [code, item])).toEqual([
      ['over-100-percent', 'target:1'],
      ['lead-is-group', 'task:1'],
    ]);
    expect(read.source.map(({ text }) => text).join('')).toContain('Quý II/2026');
    expect(read.source.find(({ items }) => items.includes('target:0'))?.text).toMatch(/^80% người dân/);

    const change = {
      kind: 'task' as const,
      item: 'task:1',
      keep: true,
      number: '2',
      title: 'Dán bảng chữ to ở chợ',
      lead: 'Tổ dân phố số 4',
      coordinating: '',
      deadline: 'Tháng 5/2026',
    };
    expect((await edit(id, change)).status).toBe(200);
    expect(
      (await edit(id, { kind: 'target', item: 'target:1', keep: false, value: 100, year: 2026 })).status,
    ).toBe(200);
    const edited = (await view(clerk, id)).taskList[1];
    expect(edited).toMatchObject({
      lead: 'Tổ dân phố số 4',
      due: '2026-05-31',
      read: { lead: 'Các tổ dân phố', deadline: 'Khi có kinh phí' },
    });

    // What was corrected or left out is not asked about again.
    expect((await view(clerk, id)).lints).toEqual([]);

    expect((await settle(clerk, id, 'accepted')).status).toBe(200);
    expect((await settle(clerk, id, 'accepted')).status).toBe(200);
    const { rows: targets } = await api.database.pool.query(
      'SELECT value, year, indicator FROM plans.targets WHERE document_id = $1',
      [id],
    );
    expect(targets).toEqual([{ value: 80, year: 2026, indicator: 'adults-confirmed' }]);
    const { rows: tasks } = await api.database.pool.query(
      'SELECT number, lead, due_on::text FROM plans.tasks WHERE document_id = $1 ORDER BY position',
      [id],
    );
    expect(tasks).toEqual([
      { number: '1', lead: 'Phòng Văn hóa - Xã hội', due_on: '2026-06-30' },
      { number: '2', lead: 'Tổ dân phố số 4', due_on: '2026-05-31' },
    ]);
    // Settled: it changes no more.
    expect((await edit(id, change)).status).toBe(409);
    expect((await settle(clerk, id, 'set-aside')).status).toBe(409);
  });

  test('is seen by its leader, who corrects nothing, and by nobody of another unit', async () => {
    const id = newUuid();
    await upload(clerk, id, strToU8(PLAN) as Uint8Array<ArrayBuffer>);
    expect((await view(leader, id)).mayEdit).toBe(false);
    expect((await settle(leader, id, 'accepted')).status).toBe(404);
    const stranger = api.browser();
    await signInStaff(api, stranger, 'clerk', OTHER);
    expect((await open(stranger, id)).status).toBe(404);
    expect((await open(stranger, id, OTHER)).status).toBe(404);
    expect((await open(api.browser(), id)).status).toBe(401);
  });
});

describe('its tables as a Word file', () => {
  const SAMPLE = join(import.meta.dirname, '../../../../tests/plans/samples/so-phu-luc-bang.txt');
  const tables = (browser: TestBrowser, document: string, unit = UNIT) =>
    browser.call(getTables, { params: { unit, document } });

  test('hold what was corrected, leave out what was left out, and are read again as they are', async () => {
    const id = newUuid();
    await upload(clerk, id, readFileSync(SAMPLE) as Uint8Array<ArrayBuffer>);
    const [first, second, ...rest] = (await view(clerk, id)).taskList;
    const { number, title, coordinating, deadline } = first!;
    const change = { kind: 'task' as const, item: first!.item, number, title, coordinating, deadline };
    await edit(id, { ...change, keep: true, lead: 'Văn phòng Sở' });
    await edit(id, { ...change, item: second!.item, keep: false, lead: second!.lead });

    const file = await tables(leader, id);
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''K%E1%BA%BF");
    const again = newUuid();
    expect((await upload(clerk, again, file.bytes)).status).toBe(200);
    const words = ({ lead, coordinating, deadline, product }: DocumentView['taskList'][number]) => ({
      lead,
      coordinating,
      deadline,
      product,
    });
    const read = await view(clerk, again);
    expect(read.taskList.map(words)).toEqual([
      { ...words(first!), lead: 'Văn phòng Sở' },
      ...rest.map(words),
    ]);
    const values = ({ targetList }: DocumentView) =>
      targetList
        .filter(({ origin }) => origin === 'section')
        .map(({ wording, value, year, operator }) => [wording, value, year, operator]);
    expect(values(read)).toEqual(values(await view(clerk, id)));
  });

  test('are for staff of the unit', async () => {
    const id = newUuid();
    await upload(clerk, id, strToU8(PLAN) as Uint8Array<ArrayBuffer>);
    expect((await tables(api.browser(), id)).status).toBe(401);
    const stranger = api.browser();
    await signInStaff(api, stranger, 'leader', OTHER);
    expect((await tables(stranger, id)).status).toBe(404);
    expect((await tables(stranger, id, OTHER)).status).toBe(404);
    expect((await tables(clerk, newUuid())).status).toBe(404);
  });
});

describe('an upload', () => {
  const bytes = strToU8(PLAN) as Uint8Array<ArrayBuffer>;

  test('is the clerk’s of the unit: not a stranger’s, a leader’s or another unit’s', async () => {
    expect((await upload(api.browser(), newUuid(), bytes)).status).toBe(401);
    expect((await upload(leader, newUuid(), bytes)).status).toBe(404);
    const stranger = api.browser();
    await signInStaff(api, stranger, 'clerk', OTHER);
    expect((await upload(stranger, newUuid(), bytes)).status).toBe(404);
  });

  test('pressed twice at once is one document, other bytes under its id are refused', async () => {
    const id = newUuid();
    const both = await Promise.all([upload(clerk, id, bytes), upload(clerk, id, bytes)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await upload(clerk, id, strToU8(`${PLAN} `) as Uint8Array<ArrayBuffer>)).status).toBe(409);
    expect((await view(clerk, id)).source.map(({ text }) => text).join('')).toBe(PLAN);
  });

  test('of more than 10 MB is refused with the limit', async () => {
    const reply = await upload(clerk, newUuid(), new Uint8Array(10 * 1024 * 1024 + 1).fill(65));
    expect(reply.status).toBe(413);
  });

  test('with a malformed id or a name of other fields is refused', async () => {
    expect((await upload(clerk, '../etc', bytes)).status).toBe(404);
    expect((await upload(clerk, 'not-a-uuid', bytes)).status).toBe(422);
  });
});

test('a file that cannot be read is refused in words that say what to do', async () => {
  const reply = await upload(clerk, newUuid(), new Uint8Array([0x89, 0x50, 0x4e, 0x47]));
  expect(reply.status).toBe(415);
  expect(reply.body).toMatchObject({ title: 'Tệp này không phải PDF, Word (.docx) hay văn bản thuần.' });
});

test('a plan of which nothing is kept is not accepted', async () => {
  const id = newUuid();
  await upload(clerk, id, strToU8('Chào bác, mai họp tổ lúc tám giờ nhé.') as Uint8Array<ArrayBuffer>);
  expect((await settle(clerk, id, 'accepted')).status).toBe(422);
  expect((await settle(clerk, id, 'set-aside')).status).toBe(200);
});
