// A learner lets a member of staff help her: by a code that she shows, until either ends it, with nothing lost.
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as api from '../src/modules/identity/index.ts';
import { createDemoStaff, identity, registerScope } from '../src/modules/identity/server.ts';
import {
  getLesson,
  listMenteeReviews,
  listMenteesDue,
  listProgress,
  sendEvents,
} from '../src/modules/learning/index.ts';
import { learning } from '../src/modules/learning/server.ts';
import { newUuid } from '../src/platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../src/server/testing.ts';

const LESSON = 'bat-dien-thoai-chu-to';
const HERE = 11;
const ELSEWHERE = 20;
const password = 'chuồn chuồn tre bốn cánh';
const later = (minutes: number) =>
  (server.clock.now = new Date(server.clock.now.getTime() + minutes * 60_000));
let server: TestApi;
let mentor: TestBrowser;
let clerk: TestBrowser;

beforeAll(async () => {
  server = await startTestApi({ modules: [identity, learning] });
  registerScope((unit, ancestor) => unit === ancestor);
  mentor = await staff('huong-dan', 'mentor');
  clerk = await staff('van-phong', 'clerk');
});
afterAll(() => server?.close());

async function staff(login: string, role: 'mentor' | 'clerk'): Promise<TestBrowser> {
  await createDemoStaff(server.services, {
    login,
    name: `Cán bộ ${login}`,
    password,
    grants: [{ role, unitId: HERE }],
  });
  const browser = server.browser();
  const { body } = await browser.call(api.signInStaff, { body: { login, password } });
  await browser.call(api.giveCode, { body: { code: body.demoCode } });
  return browser;
}

async function learner(name = 'Bà Năm'): Promise<TestBrowser> {
  const phone = server.browser();
  await phone.call(api.addProfile, { body: { id: newUuid(), name, picture: 'lotus' } });
  return phone;
}
const showCode = async (phone: TestBrowser): Promise<string> =>
  (await phone.call(api.makeMentorCode, { body: {} })).body.code;
const take = (who: TestBrowser, code: string, unit = HERE, id = newUuid()) =>
  who.call(api.takeMentee, { params: { unit }, body: { id, code } });
const at = (mentoring: string) => ({ params: { mentoring } });

async function helped(): Promise<{ phone: TestBrowser; id: string }> {
  const phone = await learner();
  const { status, body } = await take(mentor, await showCode(phone));
  expect(status, JSON.stringify(body)).toBe(200);
  return { phone, id: body.id };
}

test('a code makes a mentor, who is named to the learner; sent twice it is one help', async () => {
  const phone = await learner('Bà Tư');
  const code = await showCode(phone);
  expect(code).toMatch(/^\d{4} \d{4}$/);
  const id = newUuid();
  for (let sent = 0; sent < 2; sent++)
    expect((await take(mentor, code, HERE, id)).body).toMatchObject({ id, name: 'Bà Tư', picture: 'lotus' });
  const { mentees } = (await mentor.call(api.listMentees, { params: { unit: HERE } })).body;
  expect(mentees.filter((one: api.Mentee) => one.name === 'Bà Tư')).toHaveLength(1);
  const { mentors } = (await phone.call(api.listMentors)).body;
  expect(mentors).toMatchObject([{ id, name: 'Cán bộ huong-dan', unitId: HERE }]);
  const record = (await phone.call(api.exportMine)).body;
  expect(record.consents).toMatchObject([{ purpose: 'mentoring', given: true }]);
  expect(record.log.map((one: { action: string }) => one.action)).toContain('identity.begin-mentoring');
});

test('a code is good once, for fifteen minutes, and only the last one shown', async () => {
  const phone = await learner();
  const first = await showCode(phone);
  const second = await showCode(phone);
  expect((await take(mentor, first)).body.code).toBe('identity/mentor-code-gone');
  expect((await take(mentor, second)).status).toBe(200);
  expect((await take(mentor, second)).body.code).toBe('identity/mentor-code-gone');
  const third = await showCode(phone);
  later(16);
  expect((await take(mentor, third)).body.code).toBe('identity/mentor-code-gone');
  expect((await take(mentor, await showCode(phone))).status).toBe(200);
});

test('signed out, another role and another unit take on nobody, and use no code up', async () => {
  const code = await showCode(await learner());
  expect((await take(server.browser(), code)).body.code).toBe('identity/sign-in-first');
  expect((await take(clerk, code)).body.code).toBe('identity/not-yours');
  expect((await take(mentor, code, ELSEWHERE)).body.code).toBe('identity/not-yours');
  expect((await take(mentor, code)).status).toBe(200);
});

test('guessing codes is stopped', async () => {
  const guesser = await staff('doan-ma', 'mentor');
  const tried: string[] = [];
  for (let guess = 0; guess < 7; guess++)
    tried.push((await take(guesser, String(10_000_000 + guess))).body.code);
  expect(tried.at(0)).toBe('identity/mentor-code-gone');
  expect(tried.at(-1)).toBe('identity/wait-before-trying');
});

test('her mentor makes a new card: the old one ends, what she learned is there, the log says who made it', async () => {
  const { phone, id } = await helped();
  const { steps } = (await phone.call(getLesson, { params: { lesson: LESSON } })).body;
  const event = { id: newUuid(), kind: 'step-seen', lesson: LESSON, step: steps[0].id };
  await phone.call(sendEvents, { body: { events: [{ ...event, at: server.clock.now.toISOString() }] } });
  const issue = async (card = newUuid()) =>
    (await mentor.call(api.issueMenteeCard, { ...at(id), body: { id: card } })).body as api.LearnerCard;
  const first = await issue();
  const second = await issue();
  expect((await mentor.call(api.getMentee, at(id))).body.card.number).toBe(second.number);
  const other = server.browser();
  const open = (card: api.LearnerCard) =>
    other.call(api.openCard, { body: { card: card.number, pictures: card.pictures } });
  expect((await open(first)).body.code).toBe('identity/card-gone');
  expect((await open(second)).status).toBe(200);
  expect((await other.call(listProgress)).body.progress).toMatchObject([{ lesson: LESSON, seen: 1 }]);
  const log = (await phone.call(api.exportMine)).body.log as { action: string; by: string }[];
  expect(log.filter((one) => one.action === 'identity.issue-card').map((one) => one.by)).toEqual([
    'staff',
    'staff',
  ]);
});

test('nobody but her mentor sees her list or makes her a card', async () => {
  const { phone, id } = await helped();
  const stranger = await staff('nguoi-khac', 'mentor');
  for (const [who, refusal] of [
    [server.browser(), 'identity/sign-in-first'],
    [phone, 'identity/sign-in-first'],
    [clerk, 'identity/not-yours'],
    [stranger, 'identity/not-yours'],
  ] as const) {
    expect((await who.call(api.getMentee, at(id))).body.code).toBe(refusal);
    expect((await who.call(listMenteeReviews, at(id))).body.code).toBe(refusal);
    const card = await who.call(api.issueMenteeCard, { ...at(id), body: { id: newUuid() } });
    expect(card.body.code).toBe(refusal);
    if (who !== phone)
      expect((await who.call(api.endMentoring, at(id))).body.code).toBe('identity/not-yours');
  }
  expect((await mentor.call(listMenteeReviews, at(id))).body.reviews).toEqual([]);
  const due = (await mentor.call(listMenteesDue, { params: { unit: HERE } })).body.mentees;
  expect(due).toContainEqual({ mentoring: id, due: 0, next: null });
  const log = (await phone.call(api.exportMine)).body.log as { action: string }[];
  expect(log.map((one) => one.action)).toContain('identity.read-record');
});

test('either ends it, once; from then on the mentor sees nothing', async () => {
  for (const byLearner of [true, false]) {
    const { phone, id } = await helped();
    const who = byLearner ? phone : mentor;
    for (let sent = 0; sent < 2; sent++) await who.call(api.endMentoring, at(id));
    expect((await mentor.call(api.getMentee, at(id))).body.code).toBe('identity/not-yours');
    expect((await phone.call(api.listMentors)).body.mentors).toEqual([]);
    const { consents } = (await phone.call(api.exportMine)).body;
    expect(consents.map((one: { given: boolean }) => one.given)).toEqual([false, true]);
  }
});
