import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveCode, signInStaff } from '#modules/identity/index.ts';
import { createDemoStaff, identity } from '#modules/identity/server.ts';
import { learning } from '#modules/learning/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import {
  askWitness,
  confirmWitness,
  getScene,
  listPractice,
  listScenes,
  readWitness,
  sendPractice,
} from '../domain/contract.ts';
import { practice } from '../server.ts';
import { listEvents } from './events.store.ts';

let api: TestApi;
const scene = 'chuyen-khoan-qr';
const gym = 'phong-tap-lua-dao';

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, learning, practice] });
});
afterAll(() => api.close());

const run = (over: object = {}) => ({
  id: newUuid(),
  kind: 'run',
  scene,
  mode: 'alone',
  seed: 7,
  at: '2026-11-20T08:00:00.000Z',
  seconds: 95,
  isDone: true,
  hints: { nudge: 1, highlight: 0, show: 0 },
  errors: 1,
  repairs: 1,
  undone: 0,
  guarded: 0,
  tappedBy: 'learner',
  ...over,
});
const round = (judged: { entry: string; saidScam: boolean }[]) => ({
  id: newUuid(),
  kind: 'round',
  scene: gym,
  seed: 7,
  at: '2026-11-20T08:00:00.000Z',
  seconds: 60,
  tappedBy: 'learner',
  judged,
});

describe('scenes', () => {
  test('are listed easiest first, and each is there whole, with its lessons', async () => {
    const browser = api.browser();
    const { body } = await browser.call(listScenes);
    const tiers = body.scenes.map((one: { tier: number }) => one.tier);
    expect(tiers).toEqual(tiers.toSorted());
    for (const { id } of body.scenes) {
      const { status, body: view } = await browser.call(getScene, { params: { scene: id } });
      expect(status).toBe(200);
      expect(view.file.id).toBe(id);
      expect(view.lessons).toHaveLength(view.file.lessons.length);
    }
  });
  test('that do not exist are refused', async () => {
    const reply = await api.browser().call(getScene, { params: { scene: 'khong-co' } });
    expect(reply).toMatchObject({ status: 404, body: { code: 'practice/scene-not-found' } });
  });
});

describe('what was practised', () => {
  test('needs no account, shows the best mode with its least help, and nobody else sees it', async () => {
    const phone = api.browser();
    const events = [run({ mode: 'watch' }), run(), run({ hints: { nudge: 0, highlight: 0, show: 0 } })];
    expect((await phone.call(sendPractice, { body: { events } })).body.kept).toHaveLength(3);
    const { body } = await phone.call(listPractice);
    expect(body.progress).toMatchObject([{ scene, best: 'alone', help: 0, done: 3 }]);
    expect((await api.browser().call(listPractice)).body.progress).toEqual([]);
  });

  test('that did not reach the goal is no progress', async () => {
    const phone = api.browser();
    const { body } = await phone.call(sendPractice, { body: { events: [run({ isDone: false })] } });
    expect(body.progress).toMatchObject([{ scene, best: null, done: 0 }]);
  });

  test('counts once however often it is sent', async () => {
    const phone = api.browser();
    const events = [run()];
    for (let again = 0; again < 3; again++) await phone.call(sendPractice, { body: { events } });
    expect((await phone.call(listPractice)).body.progress[0].done).toBe(1);
  });

  test('of a round is marked by the server', async () => {
    const phone = api.browser();
    const events = [
      round([
        { entry: 'cong-an-qua-dien-thoai', saidScam: true },
        { entry: 'chau-hoi-tham', saidScam: true },
      ]),
    ];
    const { body } = await phone.call(sendPractice, { body: { events } });
    expect(body.progress[0].tally).toEqual({ hits: 1, misses: 0, falseAlarms: 1, correctRejections: 0 });
  });

  test('is dropped and named where it belongs to nothing', async () => {
    const strays = [
      run({ scene: 'khong-co' }),
      run({ scene: gym }),
      round([{ entry: 'khong-co', saidScam: true }]),
      round([
        { entry: 'chau-hoi-tham', saidScam: false },
        { entry: 'chau-hoi-tham', saidScam: false },
      ]),
    ];
    const { body } = await api.browser().call(sendPractice, { body: { events: strays } });
    expect(body).toEqual({ kept: [], dropped: strays.map(({ id }) => id), progress: [] });
  });

  test('by a phone that is ahead of time is dated now', async () => {
    const { body } = await api
      .browser()
      .call(sendPractice, { body: { events: [run({ at: '2031-01-01T00:00:00.000Z' })] } });
    expect(new Date(body.progress[0].updatedAt).getTime()).toBeLessThanOrEqual(api.clock.now.getTime());
  });

  test.each([
    ['unknown fields', { events: [run({ typed: '001188012345' })] }],
    ['no events', { events: [] }],
    ['101 events', { events: Array.from({ length: 101 }, () => run()) }],
    ['an id that is none', { events: [run({ id: '1; DROP TABLE' })] }],
    ['for real without a witness', { events: [run({ mode: 'for-real' })] }],
    ['a negative time', { events: [run({ seconds: -1 })] }],
    [
      '13 judgements',
      { events: [round(Array.from({ length: 13 }, () => ({ entry: 'x', saidScam: true })))] },
    ],
  ])('is refused with %s', async (_, body) => {
    expect(await api.browser().call(sendPractice, { body })).toMatchObject({
      status: 422,
      body: { code: 'http/input-invalid' },
    });
  });

  test('is refused when it is huge', async () => {
    const { status } = await api.browser().send('/api/practice/events', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events: [run({ scene: 'x'.repeat(200_000) })] }),
    });
    expect(status).toBe(413);
  });
});

describe('for real', () => {
  const password = 'chuồn chuồn tre bốn cánh';
  async function staff(login: string, role: 'mentor' | 'clerk'): Promise<TestBrowser> {
    await createDemoStaff(api.services, { login, name: login, password, grants: [{ role, unitId: 1 }] });
    const browser = api.browser();
    const { body } = await browser.call(signInStaff, { body: { login, password } });
    expect((await browser.call(giveCode, { body: { code: body.demoCode } })).status).toBe(200);
    return browser;
  }

  test('a mentor sees what to watch for, confirms once, and the learner has it', async () => {
    const phone = api.browser();
    const { code } = (await phone.call(askWitness, { body: { scene } })).body;
    const mentor = await staff('huong-dan', 'mentor');
    // As read aloud and typed in small letters.
    const params = { code: code.toLowerCase() };
    const seen = await mentor.call(readWitness, { params });
    expect(seen.body).toMatchObject({ isConfirmed: false });
    expect(seen.body.steps.length).toBeGreaterThan(0);
    expect(JSON.stringify(seen.body)).not.toMatch(/person|part/i);
    for (let again = 0; again < 2; again++)
      expect((await mentor.call(confirmWitness, { params })).status).toBe(200);
    const { body } = await phone.call(listPractice);
    expect(body.progress).toMatchObject([{ scene, best: 'for-real', done: 1 }]);

    const own = (await mentor.call(askWitness, { body: { scene } })).body.code;
    expect(await mentor.call(confirmWitness, { params: { code: own } })).toMatchObject({
      status: 409,
      body: { code: 'practice/own-witness' },
    });
    const clerk = await staff('van-thu', 'clerk');
    expect((await clerk.call(confirmWitness, { params })).status).toBe(403);
    const begun = api.clock.now;
    api.clock.now = new Date(begun.getTime() + 2 * 3_600_000 + 1);
    expect(await mentor.call(readWitness, { params })).toMatchObject({
      status: 404,
      body: { code: 'practice/code-not-found' },
    });
    api.clock.now = begun;
  });

  test('a code is given for scenes that have it, and only staff that witnesses may use it', async () => {
    const phone = api.browser();
    const { status, body } = await phone.call(askWitness, { body: { scene } });
    expect(status).toBe(200);
    expect(body.code).toMatch(/^[A-Z2-9]{6}$/);
    for (const browser of [phone, api.browser()]) {
      const params = { code: body.code };
      expect(await browser.call(readWitness, { params })).toMatchObject({
        status: 403,
        body: { code: 'practice/witness-only' },
      });
      expect((await browser.call(confirmWitness, { params })).status).toBe(403);
    }
    expect((await phone.call(listPractice)).body.progress).toEqual([]);
  });

  test('a gym has no such mode', async () => {
    const reply = await api.browser().call(askWitness, { body: { scene: gym } });
    expect(reply).toMatchObject({ status: 409, body: { code: 'practice/not-for-real' } });
  });
});

test('adopting a device twice loses and doubles nothing; erasing leaves nothing; the export holds it', async () => {
  const phone = api.browser();
  await phone.call(sendPractice, { body: { events: [run(), run()] } });
  const { code } = (await phone.call(askWitness, { body: { scene } })).body;
  const { rows } = await api.database.pool.query(
    'SELECT part_key, person_id FROM practice.witness_codes WHERE code = $1',
    [code],
  );
  const from = { partKey: rows[0].part_key as number, personId: rows[0].person_id as string };
  const to = { partKey: 8, personId: newUuid() };
  const { db } = api.services;
  for (let again = 0; again < 2; again++) {
    await db.transaction().execute((tx) => practice.adopt!(tx, from, to, api.services.master));
  }
  expect(await listEvents(db as never, from)).toEqual([]);
  const exported = await practice.exportPerson!({ db } as never, to);
  expect(exported['events']).toHaveLength(2);
  await db.transaction().execute((tx) => practice.erasePerson!(tx, to));
  expect(await listEvents(db as never, to)).toEqual([]);
  const left = await api.database.pool.query('SELECT 1 FROM practice.witness_codes WHERE person_id = $1', [
    to.personId,
  ]);
  expect(left.rowCount).toBe(0);
});
