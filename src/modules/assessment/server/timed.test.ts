import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { getResult, getSession, listAttempts, startSession, submitAnswer } from '../domain/contract.ts';
import { chooseRules, listRules } from '../domain/rules-contract.ts';
import { solution } from '../domain/scoring.ts';
import { assessment } from '../server.ts';
import { bundleOfRules } from './bundle.ts';
import { endOverdue } from './end-session.ts';

const NATION = 1;
const NGHE_AN = 1040;
const MINUTE = 60_000;
let api: TestApi;
let commune: number;
let officer: TestBrowser;
const query = async (text: string, values: unknown[] = []) =>
  (await api.database.pool.query(text, values)).rows;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, assessment] });
  const [unit] = await query(
    'SELECT id FROM organisations.pub_units WHERE parent_id = $1 ORDER BY id LIMIT 1',
    [NGHE_AN],
  );
  commune = unit.id;
});
afterAll(() => api.close());
beforeEach(async () => {
  api.clock.now = new Date(api.clock.now.getTime() + 1000);
  officer = await staff('assessment-officer', NGHE_AN);
});

async function staff(role: string, unit: number): Promise<TestBrowser> {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
}
const choose = (
  browser: TestBrowser,
  unit: number,
  ruleSet: string | null,
  programme: string | null = null,
  id = newUuid(),
) =>
  browser.call(chooseRules, {
    params: { unit },
    body: { id, group: 'citizens', ruleSet, programme, reason: 'Công văn 12' },
  });

/** A phone whose learner lives in the commune. */
async function resident(): Promise<TestBrowser> {
  const phone = api.browser();
  // Whoever has taken a test is known; the home comes later, as when she signs in.
  const { body } = await phone.call(startSession, { body: { group: 'citizens' } });
  await query(
    `UPDATE identity.persons SET home_unit_id = $1 WHERE id = (SELECT person_id FROM assessment.sessions WHERE id = $2)`,
    [commune, body.session],
  );
  await query('DELETE FROM assessment.sessions WHERE id = $1', [body.session]);
  return phone;
}
const start = (phone: TestBrowser, more = {}) =>
  phone.call(startSession, { body: { group: 'citizens', ...more } });
const rowOf = async (session: string) =>
  (await query('SELECT * FROM assessment.sessions WHERE id = $1', [session]))[0];

async function answerRight(phone: TestBrowser, step: any, shownMs?: number) {
  const { state, rule_set: key } = await rowOf(step.session);
  const bundle = bundleOfRules(api.services.content(), key.split('@')[0])!;
  return phone.call(submitAnswer, {
    params: { session: step.session },
    body: {
      itemId: step.question.itemId,
      answer: solution(bundle.items.get(step.question.itemId)!, state.seed),
      ...(shownMs === undefined ? {} : { shownMs }),
    },
  });
}
const wait = (ms: number) => (api.clock.now = new Date(api.clock.now.getTime() + ms));

describe('the rules of a unit', () => {
  test('hold for the units below, until one of those chooses itself or takes its choice back', async () => {
    const phone = await resident();
    const offered = async () => (await phone.call(listAttempts)).body.groups[0].atMost;
    expect(await offered()).toBe(60);
    expect((await choose(officer, NGHE_AN, 'practised-20')).status).toBe(200);
    expect(await offered()).toBe(20);
    expect((await choose(officer, commune, 'practised-50')).status).toBe(200);
    expect(await offered()).toBe(50);
    wait(1000);
    await choose(officer, commune, null);
    expect(await offered()).toBe(20);
    const { body } = await officer.call(listRules, { params: { unit: commune } });
    expect(body.groups[0].inForce).toMatchObject({
      ruleSet: 'practised-20',
      by: { id: NGHE_AN },
      own: false,
    });
    expect(body.history.map(({ ruleSet }: { ruleSet: string }) => ruleSet)).toEqual([null, 'practised-50']);
    // Whose home is not known has the installation's own.
    expect((await api.browser().call(listAttempts)).body.groups[0].atMost).toBe(60);
  });

  test('are there for each target group, at its own cut, and not for another one', async () => {
    const phone = await resident();
    const { groups } = (await phone.call(listAttempts)).body;
    expect(groups.map(({ group }: { group: string }) => group)).toEqual([
      'citizens',
      'students',
      'officials',
      'workers',
    ]);
    for (const group of ['students', 'officials', 'workers']) {
      const { body } = await phone.call(startSession, { body: { group } });
      expect(body).toMatchObject({ kind: 'question', atMost: 46 });
    }
    const wrong = {
      id: newUuid(),
      group: 'officials',
      ruleSet: 'adaptive-students-v1',
      reason: 'thử nhóm khác',
    };
    const refused = await officer.call(chooseRules, { params: { unit: commune }, body: wrong });
    expect(refused.body.code).toBe('assessment/rules-unknown');
  });

  test('may differ for those who come from a programme', async () => {
    const phone = await resident();
    const programme = 'nguoi-cao-tuoi-tu-so-khong';
    await choose(officer, commune, 'practised-50', programme);
    expect((await phone.call(listAttempts, { query: { programme } })).body.groups[0].atMost).toBe(50);
    expect((await phone.call(listAttempts)).body.groups[0].atMost).toBe(20);
    expect((await start(phone, { programme })).body).toMatchObject({ atMost: 50, secondsLeft: 90 * 60 });
  });

  test('say of every thing they settle where it was read, and all can be met by the bank', async () => {
    const { body } = await officer.call(listRules, { params: { unit: NGHE_AN } });
    const fifty = body.options.find(({ id }: { id: string }) => id === 'practised-50');
    expect(fifty).toMatchObject({ form: 'fixed', atMost: 50, passMark: 35, minutes: 90 });
    expect(fifty.basis.every(({ standing }: { standing: string }) => standing !== 'official')).toBe(true);
    expect(body.options.every(({ canBeMet }: { canBeMet: boolean }) => canBeMet)).toBe(true);
  });

  test('are chosen by the officer of the unit or one above, each choice once and logged', async () => {
    expect((await choose(api.browser(), commune, null)).status).toBe(401);
    expect((await choose(await staff('clerk', commune), commune, null)).status).toBe(404);
    expect((await choose(await staff('assessment-officer', commune), NGHE_AN, null)).status).toBe(404);
    expect((await choose(officer, NATION, 'practised-20')).status).toBe(404);
    expect((await choose(officer, commune, 'no-such-rules')).body.code).toBe('assessment/rules-unknown');
    expect((await choose(officer, commune, null, 'khong-co')).body.code).toBe('assessment/programme-unknown');
    expect((await choose(officer, commune, null, null, 'x')).status).toBe(422);
    const id = newUuid();
    const logged = () =>
      query("SELECT detail FROM identity.audit WHERE action = 'assessment.choose-rules' ORDER BY seq");
    const before = (await logged()).length;
    await choose(officer, commune, null, null, id);
    await choose(officer, commune, null, null, id);
    expect((await logged()).length).toBe(before + 1);
    const given = { id: newUuid(), group: 'citizens', ruleSet: null, reason: ' ' };
    expect((await officer.call(chooseRules, { params: { unit: commune }, body: given })).body.code).toBe(
      'assessment/reason-needed',
    );
  });
});

describe('a test with a time limit', () => {
  test('counts on the server, and goes on counting while the page is closed', async () => {
    const phone = await resident();
    const { body: first } = await start(phone);
    expect(first).toMatchObject({ atLeast: 20, atMost: 20, secondsLeft: 1800 });
    wait(4 * MINUTE);
    const { body: again } = await phone.call(getSession, { params: { session: first.session } });
    expect(again.question).toEqual(first.question);
    expect(again.secondsLeft).toBe(26 * 60);
    expect((await start(phone)).body.secondsLeft).toBe(26 * 60);
    const { body: second } = await answerRight(phone, first, 9000);
    expect(second.secondsLeft).toBe(26 * 60);
    const [answer] = await query('SELECT * FROM assessment.answers WHERE session_id = $1', [first.session]);
    expect(answer).toMatchObject({ response_ms: 4 * MINUTE, shown_ms: 9000 });
    wait(7000);
    await answerRight(phone, second);
    const times = await query(
      'SELECT response_ms, shown_ms FROM assessment.answers WHERE session_id = $1 ORDER BY position',
      [first.session],
    );
    expect(times[1]).toEqual({ response_ms: 7000, shown_ms: null });
  });

  test('takes an answer that was given in time and travelled slowly, and none after that', async () => {
    const phone = await resident();
    let { body: step } = await start(phone);
    for (let count = 0; count < 14; count += 1) ({ body: step } = await answerRight(phone, step));
    wait(30 * MINUTE + 20_000);
    const { body: late } = await answerRight(phone, step);
    expect(late).toMatchObject({ kind: 'question', number: 16, secondsLeft: 0 });
    wait(20_000);
    expect((await answerRight(phone, late)).body).toEqual({ kind: 'finished', session: step.session });
    const { body: result } = await phone.call(getResult, { params: { session: step.session } });
    expect(result).toMatchObject({ verdict: 'passed', answered: 15, endedBy: 'time-up', supervised: false });
    const row = await rowOf(step.session);
    expect(row.finished_at).toEqual(row.deadline_at);
    const events = await query("SELECT name FROM platform.outbox WHERE payload->>'sessionId' = $1", [
      step.session,
    ]);
    expect(events).toEqual([{ name: 'assessment.session-passed' }]);
  });

  test('ends for whoever does not come back, and what was not answered is not right', async () => {
    const phone = await resident();
    const { body: step } = await start(phone);
    await answerRight(phone, step);
    wait(30 * MINUTE + 29_000);
    await endOverdue(api.services);
    expect((await rowOf(step.session)).finished_at).toBeNull();
    wait(2000);
    await endOverdue(api.services);
    await endOverdue(api.services);
    expect(await rowOf(step.session)).toMatchObject({ verdict: 'not-passed' });
    const { body } = await phone.call(listAttempts);
    expect(body.attempts[0]).toMatchObject({ session: step.session, verdict: 'not-passed' });
    expect((await start(phone)).body.code).toBe('assessment/wait-before-retake');
  });
});
