import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { signInStaff } from '../../../../server/testing-staff.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../../server/testing.ts';
import { getResult, getSession, startSession, submitAnswer } from '../../domain/contract.ts';
import { solution } from '../../domain/scoring.ts';
import {
  actOnSitting,
  getSeat,
  getSitting,
  listSittings,
  openSitting,
  startInSeat,
  takeSeat,
} from '../../domain/sitting-contract.ts';
import { assessment, findOutcome } from '../../server.ts';
import { bundleOfRules } from '../bundle.ts';
import { endForgotten } from './end-sitting.ts';

const NGHE_AN = 1040;
const MINUTE = 60_000;
let api: TestApi;
let unit: number;
let other: number;
let teacher: TestBrowser;
const query = async (text: string, values: unknown[] = []) =>
  (await api.database.pool.query(text, values)).rows;
const wait = (ms: number) => (api.clock.now = new Date(api.clock.now.getTime() + ms));

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, assessment] });
  const units = await query(
    'SELECT id FROM organisations.pub_units WHERE parent_id = $1 ORDER BY id LIMIT 2',
    [NGHE_AN],
  );
  [unit, other] = units.map(({ id }) => id) as [number, number];
});
afterAll(() => api.close());
beforeEach(async () => {
  wait(2 * MINUTE);
  teacher = await staff('teacher', unit);
});

async function staff(role: string, at: number): Promise<TestBrowser> {
  const browser = api.browser();
  await signInStaff(api, browser, role, at);
  return browser;
}

interface Room {
  readonly id: string;
  readonly code: string;
}
async function room(ruleSet = 'practised-20'): Promise<Room> {
  const id = newUuid();
  const body = { id, group: 'citizens', ruleSet, place: 'Nhà văn hoá thôn 3' };
  const opened = await teacher.call(openSitting, { params: { unit }, body });
  expect(opened.status).toBe(200);
  return { id, code: (await look(id)).code.code };
}
const look = async (sitting: string) => (await teacher.call(getSitting, { params: { unit, sitting } })).body;
const act = (sitting: string, body: object, browser = teacher) =>
  browser.call(actOnSitting, { params: { unit, sitting }, body: { id: newUuid(), ...body } });
const come = (phone: TestBrowser, code: string) => phone.call(takeSeat, { body: { code } });
const begin = (phone: TestBrowser, seat: string) => phone.call(startInSeat, { body: { seat } });

/** A person who was let in and has begun. */
async function seated(
  { id, code }: Room,
  more: object = {},
): Promise<{ phone: TestBrowser; seat: string; step: any }> {
  const phone = api.browser();
  const seat = (await come(phone, code)).body.id;
  expect((await act(id, { act: 'approve', seat, knownBy: 'papers', ...more })).body).toEqual({ done: true });
  const { body: step } = await begin(phone, seat);
  return { phone, seat, step };
}
async function answer(phone: TestBrowser, step: any) {
  const [{ state, rule_set: key }] = await query('SELECT * FROM assessment.sessions WHERE id = $1', [
    step.session,
  ]);
  const { items } = bundleOfRules(api.services.content(), key.split('@')[0])!;
  const { itemId } = step.question;
  return phone.call(submitAnswer, {
    params: { session: step.session },
    body: { itemId, answer: solution(items.get(itemId)!, state.seed) },
  });
}

describe('coming in', () => {
  test('takes the code of the place, and somebody who lets her begin', async () => {
    const { id, code } = await room();
    const phone = api.browser();
    expect(code).toMatch(/^\d{3} \d{3}$/);
    const { body: seat } = await come(phone, code.replace(' ', ''));
    expect(seat).toMatchObject({ place: 'Nhà văn hoá thôn 3', state: 'waiting', minutes: 30, session: null });
    expect((await come(phone, code)).body).toEqual(seat);
    expect((await begin(phone, seat.id)).body.code).toBe('assessment/seat-not-so');
    expect((await look(id)).seats).toMatchObject([{ personCode: seat.personCode, standing: 'waiting' }]);
    await act(id, { act: 'refuse', seat: seat.id });
    expect((await phone.call(getSeat)).body.seat.state).toBe('refused');
    await act(id, { act: 'approve', seat: seat.id, knownBy: 'known' });
    const first = await begin(phone, seat.id);
    expect(first.body).toMatchObject({ kind: 'question', number: 1, secondsLeft: 1800 });
    expect((await begin(phone, seat.id)).body).toEqual(first.body);
    expect((await phone.call(getSeat)).body.seat.session).toBe(first.body.session);
  });

  test('is over for a code that is too old or was renewed', async () => {
    const { id, code } = await room();
    await act(id, { act: 'new-code' });
    const renewed = (await look(id)).code.code;
    expect((await come(api.browser(), code)).body.code).toBe('assessment/place-code-wrong');
    expect((await come(api.browser(), renewed)).status).toBe(200);
    wait(31 * MINUTE);
    expect((await come(api.browser(), renewed)).body.code).toBe('assessment/place-code-wrong');
    expect((await look(id)).code).toBeNull();
  });

  test('stops whoever tries codes, and not the class that has the right one', async () => {
    const { code } = await room();
    const guesser = api.browser();
    await guesser.call(startSession, { body: { group: 'citizens' } });
    for (const guess of ['000 000', 'x', "1' OR 1=1", '99999', '1234567'])
      expect((await come(guesser, guess)).body.code).toBe('assessment/place-code-wrong');
    expect((await come(guesser, code)).body.code).toBe('assessment/too-many-codes');
    for (let person = 0; person < 6; person += 1) expect((await come(api.browser(), code)).status).toBe(200);
    wait(MINUTE);
    expect((await come(guesser, code)).status).toBe(200);
  });

  test('sets aside a test begun alone, and asks nothing of it again', async () => {
    const { id, code } = await room();
    const phone = api.browser();
    const alone = (await phone.call(startSession, { body: { group: 'citizens' } })).body;
    const seat = (await come(phone, code)).body.id;
    await act(id, { act: 'approve', seat, knownBy: 'known' });
    const { body: step } = await begin(phone, seat);
    expect(step.session).not.toBe(alone.session);
    const [row] = await query('SELECT verdict FROM assessment.sessions WHERE id = $1', [alone.session]);
    expect(row.verdict).toBe('replaced');
  });
});

describe('the invigilator', () => {
  test('sees how far each has come, and no answer or verdict', async () => {
    const { id, code } = await room();
    const { phone, step } = await seated({ id, code });
    await answer(phone, step);
    const view = await look(id);
    expect(view.seats).toMatchObject([{ standing: 'running', answered: 1, atMost: 20, name: null }]);
    expect(JSON.stringify(view)).not.toMatch(/verdict|itemId|right|seed/);
  });

  test('stops the time and lets it go on; nothing is answered meanwhile', async () => {
    const { id, code } = await room();
    const { phone, seat, step } = await seated({ id, code });
    wait(5 * MINUTE);
    await act(id, { act: 'pause', seat });
    wait(60 * MINUTE);
    expect((await answer(phone, step)).body.code).toBe('assessment/session-paused');
    const params = { session: step.session };
    expect((await phone.call(getSession, { params })).body).toEqual({ kind: 'paused', ...params, number: 1 });
    expect((await act(id, { act: 'pause', seat })).body.code).toBe('assessment/seat-not-so');
    await act(id, { act: 'resume' });
    const { body: on } = await phone.call(getSession, { params });
    expect(on).toMatchObject({ kind: 'question', secondsLeft: 25 * 60, question: step.question });
    wait(3000);
    await answer(phone, on);
    const [kept] = await query('SELECT response_ms FROM assessment.answers WHERE session_id = $1', [
      step.session,
    ]);
    expect(kept.response_ms).toBe(5 * MINUTE + 3000);
  });

  test('gives more time for a reason, and records what somebody needs without its being held against her', async () => {
    const { id, code } = await room();
    const more = { accommodations: ['extra-time', 'interpreter'], extraMinutes: 15 };
    const { phone, seat, step } = await seated({ id, code }, more);
    expect(step.secondsLeft).toBe(45 * 60);
    expect((await act(id, { act: 'extend', seat, minutes: 10 })).status).toBe(422);
    await act(id, { act: 'extend', seat, minutes: 10, words: 'Mất điện 10 phút' });
    const { body: again } = await phone.call(getSession, { params: { session: step.session } });
    expect(again.secondsLeft).toBe(55 * 60);
    expect((await look(id)).acts.at(-1)).toMatchObject({
      act: 'extend',
      minutes: 10,
      words: 'Mất điện 10 phút',
    });
    await act(id, { act: 'end' });
    const { body: result } = await phone.call(getResult, { params: { session: step.session } });
    expect(JSON.stringify(result)).not.toMatch(/interpreter|accommodation/);
    const untimed = await room('adaptive-citizens-v2');
    const calm = await seated(untimed);
    expect(
      (await act(untimed.id, { act: 'extend', seat: calm.seat, minutes: 5, words: 'thêm' })).body.code,
    ).toBe('assessment/no-time-limit');
  });

  test('ends the sitting: running tests end with what they have, a pass counts as watched', async () => {
    const { id, code } = await room();
    const done = await seated({ id, code });
    let { step } = done;
    for (let count = 0; count < 15; count += 1) ({ body: step } = await answer(done.phone, step));
    const late = await seated({ id, code });
    await act(id, { act: 'incident', words: 'Loa xã phát lúc 9 giờ' });
    expect((await act(id, { act: 'end' })).body).toEqual({ done: true });
    const { body: result } = await done.phone.call(getResult, { params: { session: step.session } });
    expect(result).toMatchObject({ verdict: 'passed', supervised: true, endedBy: 'sitting-ended' });
    const [row] = await query('SELECT part_key FROM assessment.sessions WHERE id = $1', [step.session]);
    expect(await findOutcome(api.services, row.part_key, step.session)).toMatchObject({
      evidence: 'supervised',
      verdict: 'passed',
    });
    expect((await late.phone.call(getSeat)).body.seat).toBeNull();
    expect((await act(id, { act: 'end' })).body.code).toBe('assessment/sitting-ended');
    expect((await come(api.browser(), code)).body.code).toBe('assessment/place-code-wrong');
    expect((await act(id, { act: 'incident', words: 'Ghi sau buổi' })).status).toBe(200);
    const { body: list } = await teacher.call(listSittings, { params: { unit } });
    expect(list.sittings.find((one: { id: string }) => one.id === id)).toMatchObject({ people: 2 });
  });

  test('does each act once, with its entry in the log', async () => {
    const { id, code } = await room();
    const { seat, phone, step } = await seated({ id, code });
    const extend = { id: newUuid(), act: 'extend', seat, minutes: 5, words: 'Đến muộn' };
    expect((await act(id, extend)).body).toEqual({ done: true });
    expect((await act(id, extend)).body).toEqual({ done: false });
    const { body } = await phone.call(getSession, { params: { session: step.session } });
    expect(body.secondsLeft).toBe(35 * 60);
    const logged = await query(
      "SELECT count(*)::int AS n FROM identity.audit WHERE action = 'assessment.extend-in-sitting' AND detail->>'sitting' = $1",
      [id],
    );
    expect(logged[0].n).toBe(1);
  });

  test('is of the unit: others, and other people’s seats, do not exist', async () => {
    const { id, code } = await room();
    const { seat } = await seated({ id, code });
    const end = { act: 'end' };
    expect((await act(id, end, api.browser())).status).toBe(401);
    expect((await act(id, end, await staff('content-editor', unit))).status).toBe(404);
    expect((await act(id, end, await staff('teacher', other))).status).toBe(404);
    const elsewhere = await staff('teacher', other);
    const hers = await elsewhere.call(getSitting, { params: { unit: other, sitting: id } });
    expect(hers.body.code).toBe('assessment/sitting-not-found');
    expect((await begin(api.browser(), seat)).body.code).toBe('assessment/seat-not-found');
    const stranger = api.browser();
    await come(stranger, code);
    expect((await begin(stranger, seat)).body.code).toBe('assessment/seat-not-found');
    expect((await act(id, { act: 'approve', seat: newUuid(), knownBy: 'papers' })).body.code).toBe(
      'assessment/seat-not-so',
    );
    expect((await act(id, { act: 'dance' })).status).toBe(422);
    expect((await teacher.call(openSitting, { params: { unit: other }, body: {} })).status).toBeGreaterThan(
      399,
    );
  });
});

test('a sitting that nobody ended is over after half a day', async () => {
  const { id, code } = await room('adaptive-citizens-v2');
  const { phone, step } = await seated({ id, code });
  wait(12 * 60 * MINUTE + 1000);
  await endForgotten(api.services);
  expect((await look(id)).endedAt).not.toBeNull();
  const { body } = await phone.call(getResult, { params: { session: step.session } });
  expect(body).toMatchObject({ verdict: 'not-enough-evidence', endedBy: 'sitting-ended' });
});
