// From a plan on paper to the report: a province reads a plan and gives its tasks, a quarter passes, residents are
// confirmed, a ward reports, is asked again, sends, and the province closes the quarter with whoever is missing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSession, submitAnswer, type Step } from '../src/modules/assessment/index.ts';
import { signIn } from '../src/modules/credentials/server/testing.ts';
import { foldAll } from '../src/modules/movement/server.ts';
import { getDocument, settleDocument, type DocumentView } from '../src/modules/plans/index.ts';
import * as reports from '../src/modules/reporting/index.ts';
import * as tasks from '../src/modules/tasks/index.ts';
import { newUuid } from '../src/platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser, type TestReply } from '../src/server/testing.ts';
import { signInStaff } from '../src/server/testing-staff.ts';
import { seedFolder } from '../tools/plan-gold.ts';
import { rightAnswer } from '../tools/right-answer.ts';

const PROVINCE = 1040;
const WARD = 116690;
const REPORT = { form: 'bao-cao-quy', period: '2026-Q3' };
const nobody = { units: [], groups: [] };

let api: TestApi;
let province: TestBrowser;
let head: TestBrowser;
let ward: TestBrowser;
let chair: TestBrowser;

/** Sessions of staff end after some time without use: each day begins with signing in. */
async function on(day: string): Promise<void> {
  api.clock.now = new Date(`${day}T03:00:00Z`);
  const signedIn = async (role: string, unit: number) => {
    const browser = api.browser();
    await signInStaff(api, browser, role, unit);
    return browser;
  };
  [province, head, ward, chair] = await Promise.all([
    signedIn('clerk', PROVINCE),
    signedIn('leader', PROVINCE),
    signedIn('clerk', WARD),
    signedIn('leader', WARD),
  ]);
}

/** She takes the whole test, answers rightly and has agreed to be confirmed. */
async function confirmResident(name: string): Promise<void> {
  const phone = api.browser();
  await signIn(api.services, phone, { name, partKey: 40, homeUnitId: WARD, consents: ['confirmation'] });
  let { body: step } = (await phone.call(startSession, { body: { group: 'citizens' } })) as { body: Step };
  if (step.kind !== 'question') throw new Error('the test did not begin');
  const { session } = step;
  while (step.kind === 'question') {
    const body = { itemId: step.question.itemId, answer: rightAnswer(step.question) };
    const reply: TestReply = await phone.call(submitAnswer, { params: { session }, body });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    step = reply.body;
  }
}

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const own = join(import.meta.dirname, 'plans/samples/tinh-giao-viec.txt');
const folder = seedFolder();
const documents = [
  { name: 'a plan of our own', path: own },
  ...(folder ? [{ name: 'the plan of Nghệ An', path: join(folder, 'nghe-an-2025.txt') }] : []),
];

describe.each(documents)('$name', ({ path }) => {
  test('is read, accepted and given to the units that it names', async () => {
    await on('2026-07-06');
    const document = newUuid();
    const sent = await province.send(`/api/plans/units/${PROVINCE}/documents/${document}?name=KH`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: readFileSync(path),
    });
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    const params = { unit: PROVINCE, document };
    const plan = (await province.call(getDocument, { params })).body as DocumentView;
    expect(plan.tasks).toBeGreaterThan(2);
    expect((await province.call(settleDocument, { params, body: { to: 'accepted' } })).status).toBe(200);
    await api.drain();

    const given = async () =>
      (await province.call(tasks.listTasks, { params: { unit: PROVINCE }, query: { side: 'given' } }))
        .body as tasks.TaskList;
    const before = await given();
    expect(before.toAssign).toBeGreaterThanOrEqual(plan.tasks);
    const task = before.lines.find(({ state }) => state === 'to-assign')!.task;
    const assigned = await province.call(tasks.assignTask, {
      params: { unit: PROVINCE, task },
      body: { lead: { units: [{ unitId: WARD, words: '' }], groups: [] }, coordinating: nobody },
    });
    expect(assigned.body).toEqual({ lead: 1, coordinating: 0 });
    const view = (await ward.call(tasks.getTask, { params: { unit: WARD, task } })).body as tasks.TaskView;
    const item = view.items[0]!.id;
    for (const act of ['accept', 'report']) {
      const body = { id: newUuid(), act, words: '' };
      expect((await ward.call(tasks.takeStep, { params: { unit: WARD, item }, body })).status).toBe(200);
    }
    const confirm = { id: newUuid(), act: 'confirm', words: '' };
    const params2 = { unit: PROVINCE, item };
    expect((await head.call(tasks.takeStep, { params: params2, body: confirm })).body.state).toBe(
      'confirmed',
    );
  });
});

describe('the quarter after it', () => {
  const params = { unit: WARD, ...REPORT };
  const read = async () => (await ward.call(reports.getReport, { params })).body as reports.ReportView;
  const act = (who: TestBrowser, unit: number, what: string, comment = '') =>
    who.call(reports.actOnReport, {
      params: { ...params, unit },
      body: { id: newUuid(), act: what, comment },
    });

  test('counts the residents who were confirmed in it, in the report of their ward', async () => {
    await on('2026-08-20');
    for (const name of ['Bà Năm', 'Ông Sáu', 'Chị Bảy']) await confirmResident(name);
    await api.drain();
    await foldAll(api.services as never);
    await on('2026-09-15');
    const adults = (await read()).cells.find(({ code }) => code === 'adults-confirmed')!;
    expect(adults.computed?.num).toBe(3);
    expect(adults.adopted).toMatchObject({ kind: 'computed', num: 3 });
  });

  test('the report is entered, sent, returned with a comment, and sent again', async () => {
    const save = (revision: number, num: string) =>
      ward.call(reports.saveReport, {
        params,
        body: {
          id: newUuid(),
          numbers: [{ cell: 'classes-held', revision, num, source: 'Sổ theo dõi lớp' }],
        },
      });
    expect((await save(0, '12')).status).toBe(200);
    expect((await act(ward, WARD, 'enter')).status).toBe(200);
    expect((await act(ward, WARD, 'send')).status).not.toBe(200);
    expect((await act(chair, WARD, 'send')).body).toEqual({ state: 'sent' });
    expect((await act(chair, WARD, 'return', 'x')).status).toBe(403);
    const returned = await act(head, WARD, 'return', 'Ghi rõ số lớp của từng khối');
    expect(returned.body).toEqual({ state: 'returned' });
    expect((await read()).comment).toBe('Ghi rõ số lớp của từng khối');
    expect((await save(1, '14')).status).toBe(200);
    expect((await act(ward, WARD, 'enter')).status).toBe(200);
    expect((await act(chair, WARD, 'send')).body).toEqual({ state: 'sent' });
  });

  test('the province closes the quarter, and names the 129 communes that sent nothing', async () => {
    await on('2026-09-17');
    const closing = await head.call(reports.closePeriod, {
      params: { unit: PROVINCE, ...REPORT },
      body: { id: newUuid() },
    });
    expect(closing.status, JSON.stringify(closing.body)).toBe(200);
    expect(closing.body.missing).toHaveLength(129);
    expect(closing.body.missing.map(({ id }: { id: number }) => id)).not.toContain(WARD);
  });

  test('the report leaves as a Word file that holds its numbers', async () => {
    const file = await chair.call(reports.getReportWord, { params });
    expect(file.status).toBe(200);
    const parts = unzipSync(file.bytes);
    expect(strFromU8(parts['docProps/custom.xml']!)).toMatch(/>14</);
    const words = strFromU8(parts['word/document.xml']!).replaceAll(/<[^>]+>/g, '');
    expect(words).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(words).toContain('quý III năm 2026');
  });
});
