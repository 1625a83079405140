import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { signInStaff } from '../../../../server/testing-staff.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../../server/testing.ts';
import {
  answerAppeal,
  listAppeals,
  listMarks,
  listUnitAppeals,
  makeAppeal,
  markItem,
  neutraliseItem,
} from '../../domain/appeal-contract.ts';
import { getResult, getSession, startSession, submitAnswer } from '../../domain/contract.ts';
import { initialState, replay } from '../../domain/replay.ts';
import { chooseRules } from '../../domain/rules-contract.ts';
import { solution } from '../../domain/scoring.ts';
import { assessment } from '../../server.ts';
import { bundlesIn, getBundle, itemKind } from '../bundle.ts';
import { entriesOf } from '#platform/content/release.ts';

const NATION = 1;
const NGHE_AN = 1040;
let api: TestApi;
let commune: number;
let officer: TestBrowser;
let national: TestBrowser;
const query = async (text: string, values: unknown[] = []) =>
  (await api.database.pool.query(text, values)).rows;
const wait = (ms: number) => (api.clock.now = new Date(api.clock.now.getTime() + ms));

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, assessment] });
  const [unit] = await query(
    'SELECT id FROM organisations.pub_units WHERE parent_id = $1 ORDER BY id LIMIT 1',
    [NGHE_AN],
  );
  commune = unit.id;
  const root = await staff('assessment-officer', NATION);
  const body = { id: newUuid(), group: 'citizens', ruleSet: 'practised-20', reason: 'thử đề cố định' };
  expect((await root.call(chooseRules, { params: { unit: NATION }, body })).status).toBe(200);
});
afterAll(() => api.close());
beforeEach(async () => {
  wait(61_000);
  officer = await staff('assessment-officer', NGHE_AN);
  national = await staff('assessment-officer', NATION);
});

async function staff(role: string, unit: number): Promise<TestBrowser> {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
}
const rowOf = async (session: string) =>
  (await query('SELECT * FROM assessment.sessions WHERE id = $1', [session]))[0];
async function answer(phone: TestBrowser, step: any, knows: boolean) {
  const row = await rowOf(step.session);
  const { items } = await getBundle(api.services.db, row.bundle);
  const { itemId } = step.question;
  const given = knows ? solution(items.get(itemId)!, row.state.seed) : null;
  return (
    await phone.call(submitAnswer, { params: { session: step.session }, body: { itemId, answer: given } })
  ).body;
}
const start = async (phone: TestBrowser) =>
  (await phone.call(startSession, { body: { group: 'citizens' } })).body;

/** A finished test of 20 questions; the first `right` answers are right. */
async function finished(right: number): Promise<{ phone: TestBrowser; session: string; asked: string[] }> {
  const phone = api.browser();
  let step = await start(phone);
  const { session } = step;
  for (let count = 0; step.kind === 'question'; count += 1) step = await answer(phone, step, count < right);
  return { phone, session, asked: (await rowOf(session)).state.asked };
}
const mark = (itemId: string, act = 'broken', browser = officer, unit = NGHE_AN) =>
  browser.call(markItem, {
    params: { unit },
    body: { id: newUuid(), itemId, act, reason: 'Hai đáp án đều đúng' },
  });
const neutralise = (itemId: string, apply: boolean, browser = national, unit = NATION) =>
  browser.call(neutraliseItem, {
    params: { unit },
    body: { id: newUuid(), itemId, reason: 'Hai đáp án đều đúng', apply },
  });
const appeal = (phone: TestBrowser, session: string, itemId: string | null, id = newUuid()) =>
  phone.call(makeAppeal, { params: { session }, body: { id, itemId, words: 'Em nghĩ câu này sai' } });
const reply = (partKey: number, id: string, outcome: string, browser = national, unit = NATION) =>
  browser.call(answerAppeal, {
    params: { unit, partKey, appeal: id },
    body: { outcome, answer: 'Cảm ơn bác đã báo' },
  });

describe('a broken question', () => {
  test('is replaced where it is open, never asked again, and the test can still be played again', async () => {
    const phone = api.browser();
    let step = await start(phone);
    step = await answer(phone, step, true);
    const broken = step.question.itemId;
    expect((await mark(broken)).body).toEqual({ unmet: [] });
    const params = { session: step.session };
    const instead = (await phone.call(getSession, { params })).body;
    expect(instead).toMatchObject({ kind: 'question', number: 2, replaced: true });
    expect(instead.question.itemId).not.toBe(broken);
    // The answer that was on its way neither counts nor is an error.
    expect(await answer(phone, step, false)).toMatchObject({ code: 'assessment/item-not-asked' });
    for (step = instead; step.kind === 'question';) step = await answer(phone, step, true);
    const row = await rowOf(step.session);
    expect(row.state.asked).not.toContain(broken);
    expect(row.state.asked).toHaveLength(20);
    const { bank, rules } = await getBundle(api.services.db, row.bundle);
    const logged = [...row.state.asked].map((itemId: string) => ({ itemId, right: true }));
    expect(replay(bank, rules, initialState(row.state), logged).kind).toBe('same');
    const [{ broken: out }] = [(await officer.call(listMarks, { params: { unit: NGHE_AN } })).body];
    expect(out.map(({ itemId }: { itemId: string }) => itemId)).toEqual([broken]);
    await mark(broken, 'repaired');
    expect((await officer.call(listMarks, { params: { unit: NGHE_AN } })).body.broken).toEqual([]);
  });

  test('sent as an answer the moment it broke gives the question in its place', async () => {
    const phone = api.browser();
    const step = await start(phone);
    await mark(step.question.itemId);
    const next = await answer(phone, step, true);
    expect(next).toMatchObject({ kind: 'question', number: 1, replaced: true });
    await mark(step.question.itemId, 'repaired');
  });

  test('makes rules that the bank cannot meet any more impossible to choose', async () => {
    const domain = entriesOf(api.services.content(), itemKind)
      .flatMap(({ value }) => value.items)
      .filter(({ id }) => id.startsWith('3.'));
    for (const { id } of domain)
      await query(
        "INSERT INTO assessment.item_marks VALUES (gen_random_uuid(), $1, 'broken', 'thử', 1, gen_random_uuid(), $2)",
        [id, api.clock.now],
      );
    const { body } = await mark(domain[0]!.id);
    expect(body.unmet).toEqual(bundlesIn(api.services.content()).map(({ rules }) => rules.id));
    const choice = { id: newUuid(), group: 'citizens', ruleSet: 'practised-50', reason: 'thử' };
    const refused = await national.call(chooseRules, { params: { unit: NATION }, body: choice });
    expect(refused.body.code).toBe('assessment/rules-unmet');
    await query(
      "INSERT INTO assessment.item_marks SELECT gen_random_uuid(), item_id, 'repaired', 'thử', 1, done_by, $1 FROM assessment.item_marks WHERE act = 'broken'",
      [new Date(api.clock.now.getTime() + 1000)],
    );
    await mark('1.1-01', 'repaired');
  });
});

describe('neutralising', () => {
  test('tells the difference first, then writes it, and makes nobody’s result worse', async () => {
    const near = await finished(13);
    // The last question was answered wrongly: without it 13 of 19 stand against a mark of 13.
    const item = near.asked.at(-1)!;
    const far = await finished(14);
    expect((await neutralise(item, false)).body).toMatchObject({ up: 1, applied: 0 });
    expect((await rowOf(near.session)).verdict).toBe('not-passed');
    const { body } = await neutralise(item, true);
    expect(body).toMatchObject({ up: 1, applied: 1 });
    expect(await rowOf(near.session)).toMatchObject({ verdict: 'passed' });
    const [kept] = await query('SELECT * FROM assessment.rescores WHERE session_id = $1', [near.session]);
    expect(kept).toMatchObject({ verdict_before: 'not-passed', verdict_after: 'passed', without_item: item });
    const { body: result } = await near.phone.call(getResult, { params: { session: near.session } });
    expect(result.review.filter(({ counts }: { counts: boolean }) => !counts)).toHaveLength(1);
    // Without a right answer somebody at the mark would fall, and does not.
    await neutralise(far.asked[0]!, true);
    expect((await rowOf(far.session)).verdict).toBe('passed');
    expect((await neutralise(item, true)).body.applied).toBe(0);
    const events = await query(
      "SELECT name FROM platform.outbox WHERE payload->>'sessionId' = $1 ORDER BY created_at",
      [near.session],
    );
    expect(events.map(({ name }) => name)).toContain('assessment.session-passed');
  });

  test('and marking are for officers of the country or a province', async () => {
    const id = '1.1-01';
    expect((await mark(id, 'broken', api.browser())).status).toBe(401);
    expect((await mark(id, 'broken', await staff('clerk', NGHE_AN))).status).toBe(404);
    expect((await mark(id, 'broken', officer, commune)).body.code).toBe('assessment/unit-too-small');
    expect((await mark('9.9-99')).body.code).toBe('assessment/item-unknown');
    expect((await mark("1' --")).status).toBe(422);
    expect((await neutralise(id, true, officer, NGHE_AN)).body.code).toBe('assessment/unit-too-small');
    expect((await neutralise(id, true, officer, NATION)).status).toBe(404);
  });
});

describe('an appeal', () => {
  test('is answered by the unit where she lives or one above, in words she reads, once', async () => {
    const { phone, session, asked } = await finished(0);
    const row = await rowOf(session);
    await query('UPDATE identity.persons SET home_unit_id = $1 WHERE id = $2', [commune, row.person_id]);
    const id = newUuid();
    const { body } = await appeal(phone, session, asked[3]!, id);
    expect(new Date(body.dueAt).getTime() - api.clock.now.getTime()).toBe(7 * 86_400_000);
    expect((await appeal(phone, session, asked[3]!, id)).body).toEqual(body);
    expect((await appeal(phone, session, asked[3]!)).body.code).toBe('assessment/appealed-already');
    wait(8 * 86_400_000);
    const local = await staff('assessment-officer', commune);
    const { body: list } = await local.call(listUnitAppeals, { params: { unit: commune } });
    expect(list.appeals).toMatchObject([
      { id, itemId: asked[3], right: false, isOverdue: true, outcome: null },
    ]);
    // What does not count is decided above the commune.
    expect((await reply(row.part_key, id, 'neutralised', local, commune)).body.code).toBe(
      'assessment/unit-too-small',
    );
    expect((await reply(row.part_key, id, 'explained', local, commune)).status).toBe(200);
    const above = await staff('assessment-officer', NGHE_AN);
    expect((await reply(row.part_key, id, 'explained', above, NGHE_AN)).body.code).toBe(
      'assessment/appeal-answered',
    );
    const { body: hers } = await phone.call(listAppeals, { params: { session } });
    expect(hers.appeals).toMatchObject([{ id, outcome: 'explained', answer: 'Cảm ơn bác đã báo' }]);
    const logged = await query(
      "SELECT action FROM identity.audit WHERE subject_id = $1 AND action LIKE 'assessment.%-appeal' ORDER BY seq",
      [row.person_id],
    );
    expect(logged.map(({ action }) => action)).toEqual([
      'assessment.make-appeal',
      'assessment.answer-appeal',
    ]);
  });

  test('that is upheld takes the question out of her result, or lets her try again at once', async () => {
    const near = await finished(13);
    const first = newUuid();
    await appeal(near.phone, near.session, near.asked.at(-1)!, first);
    const { part_key: partKey } = await rowOf(near.session);
    expect((await reply(partKey, first, 'neutralised')).body).toEqual({
      outcome: 'neutralised',
      verdict: 'passed',
    });
    expect((await rowOf(near.session)).verdict).toBe('passed');

    const low = await finished(2);
    const second = newUuid();
    await appeal(low.phone, low.session, null, second);
    const key = (await rowOf(low.session)).part_key;
    expect((await reply(key, second, 'neutralised')).body.code).toBe('assessment/outcome-does-not-fit');
    expect((await start(low.phone)).code).toBe('assessment/wait-before-retake');
    await reply(key, second, 'retake');
    expect((await start(low.phone)).kind).toBe('question');
  });

  test('is of her own finished test, about a question of it', async () => {
    const { phone, session } = await finished(20);
    const stranger = api.browser();
    await start(stranger);
    for (const other of [api.browser(), stranger]) {
      expect((await appeal(other, session, null)).body.code).toBe('assessment/session-not-found');
      expect((await other.call(listAppeals, { params: { session } })).status).toBe(404);
    }
    expect((await appeal(phone, session, '9.9-99')).body.code).toBe('assessment/item-not-asked');
    const open = api.browser();
    const step = await start(open);
    expect((await appeal(open, step.session, null)).body.code).toBe('assessment/not-finished');
    const id = newUuid();
    await appeal(phone, session, null, id);
    const key = (await rowOf(session)).part_key;
    expect((await reply(key, id, 'explained', api.browser())).status).toBe(401);
    expect((await reply(key, id, 'explained', officer, NGHE_AN)).body.code).toBe(
      'assessment/appeal-not-found',
    );
    expect((await reply(key, id, 'retake')).body.code).toBe('assessment/outcome-does-not-fit');
    expect((await reply(key, id, 'dance')).status).toBe(422);
  });
});
