import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { startSession, submitAnswer } from '../domain/contract.ts';
import { listSignals, replyToSignal, type SignalList } from '../domain/integrity-contract.ts';
import { solution } from '../domain/scoring.ts';
import { assessment } from '../server.ts';
import { currentBundle } from './bundle.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { watchIntegrity } from './watch-integrity.ts';

const NGHE_AN = 1040;
const DAY = 86_400_000;
let api: TestApi;
let communes: readonly number[];
const query = async (text: string, values: unknown[] = []) =>
  (await api.database.pool.query(text, values)).rows;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, assessment] });
  api.clock.now = new Date('2026-11-10T03:00:00Z');
  const rows = await query(
    'SELECT id FROM organisations.pub_units WHERE parent_id = $1 ORDER BY id LIMIT 2',
    [NGHE_AN],
  );
  communes = rows.map(({ id }) => id);
  const device = await passTest();
  for (let person = 0; person < 5; person += 1) await passTest(device);
  await query('UPDATE identity.persons SET home_unit_id = $1', [communes[0]]);
});
afterAll(() => api.close());

/** Somebody who knows everything passes, at once, on the device of the one before. */
async function passTest(device?: string): Promise<string> {
  const phone = api.browser();
  if (device) phone.cookies.set('bdhvs-may', device);
  const bundle = currentBundle(api.services.content(), 'citizens')!;
  let { body: step } = await phone.call(startSession, { body: { group: 'citizens' } });
  while (step.kind === 'question') {
    const { session, question } = step;
    const [row] = await query('SELECT state FROM assessment.sessions WHERE id = $1', [session]);
    const answer = solution(bundle.items.get(question.itemId)!, row.state.seed);
    ({ body: step } = await phone.call(submitAnswer, {
      params: { session },
      body: { itemId: question.itemId, answer },
    }));
  }
  return phone.cookies.get('bdhvs-may')!;
}

async function staff(role: string, unit: number): Promise<TestBrowser> {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
}
const list = async (browser: TestBrowser, unit: number): Promise<SignalList> =>
  (await browser.call(listSignals, { params: { unit } })).body;
const reply = (browser: TestBrowser, id: string, body: object) => {
  const [partKey, signal] = id.split('/') as [string, string];
  return browser.call(replyToSignal, { params: { partKey, signal }, body: { id: newUuid(), ...body } });
};

test('what is unusual is told to the unit first, explained there, and decided above only when it stays open', async () => {
  expect(await watchIntegrity(api.services, '2026-11')).toBe(2);
  expect(await watchIntegrity(api.services, '2026-11')).toBe(0);
  const clerk = await staff('clerk', communes[0]!);
  const officer = await staff('assessment-officer', NGHE_AN);
  const seen = await list(clerk, communes[0]!);
  expect(seen.signals.map(({ kind, state }) => [kind, state]).sort()).toEqual([
    ['impossible-speed', 'open'],
    ['shared-device', 'open'],
  ]);
  const device = seen.signals.find(({ kind }) => kind === 'shared-device')!;
  const speed = seen.signals.find(({ kind }) => kind === 'impossible-speed')!;
  expect(device).toMatchObject({ flag: 11, day: '2026-11-10', facts: { people: 6, allowed: 5 } });
  expect(device.tests).toHaveLength(6);
  expect(JSON.stringify(seen)).not.toContain('bdhvs');

  expect(await list(officer, NGHE_AN)).toMatchObject({ signals: [], below: 2 });
  expect(await reply(officer, device.id, { act: 'dismiss', words: 'x' })).toMatchObject({ status: 404 });
  expect(await reply(clerk, device.id, { act: 'explain', reason: 'other' })).toMatchObject({ status: 422 });
  expect((await reply(clerk, device.id, { act: 'explain', reason: 'shared-point' })).body).toEqual({
    state: 'explained',
  });
  expect(await reply(clerk, device.id, { act: 'confirm', words: 'x' })).toMatchObject({ status: 409 });
  // Seen again the next night, it stays explained.
  await watchIntegrity(api.services, '2026-11');
  expect((await list(clerk, communes[0]!)).signals.find(({ id }) => id === device.id)!.state).toBe(
    'explained',
  );

  api.clock.now = new Date(api.clock.now.getTime() + 8 * DAY);
  const late = await staff('assessment-officer', NGHE_AN);
  const above = await list(late, NGHE_AN);
  expect(above.signals.map(({ id }) => id)).toEqual([speed.id]);
  expect(above.signals[0]).toMatchObject({ overdue: true, may: ['explain', 'confirm', 'dismiss'] });
  expect(await reply(late, speed.id, { act: 'confirm' })).toMatchObject({ status: 422 });
  expect((await reply(late, speed.id, { act: 'confirm', words: 'Đã gặp đơn vị.' })).body.state).toBe(
    'confirmed',
  );
  expect(await reply(late, speed.id, { act: 'dismiss', words: 'Thôi.' })).toMatchObject({ status: 409 });

  const logged = await query(
    "SELECT action FROM identity.audit WHERE action LIKE 'assessment.%-signal' ORDER BY id",
  );
  expect(logged.map(({ action }) => action)).toEqual([
    'assessment.explain-signal',
    'assessment.confirm-signal',
  ]);
  const published = await query('SELECT unit_id, flag, state FROM assessment.pub_signals ORDER BY flag');
  expect(published).toEqual([
    { unit_id: communes[0], flag: 11, state: 'explained' },
    { unit_id: communes[0], flag: 12, state: 'confirmed' },
  ]);
});

test('another commune sees nothing of it, and who is signed out is asked to sign in', async () => {
  const neighbour = await staff('clerk', communes[1]!);
  expect(await neighbour.call(listSignals, { params: { unit: communes[0]! } })).toMatchObject({
    status: 404,
  });
  expect(await list(neighbour, communes[1]!)).toMatchObject({ signals: [], below: 0 });
  const own = await list(await staff('leader', communes[0]!), communes[0]!);
  expect(await reply(neighbour, own.signals[0]!.id, { act: 'explain', reason: 'class' })).toMatchObject({
    status: 404,
  });
  expect(await api.browser().call(listSignals, { params: { unit: communes[0]! } })).toMatchObject({
    status: 401,
  });
});
