import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { getResult, getSession, listAttempts, startSession, submitAnswer } from '../domain/contract.ts';
import type { Answer } from '../domain/answer.ts';
import { solution } from '../domain/scoring.ts';
import { replay, initialState } from '../domain/replay.ts';
import { assessment } from '../server.ts';
import { currentBundle, type Bundle } from './bundle.ts';
import { listAnswers, listSessions } from './session.store.ts';
import type { SessionRow } from './tables.ts';

let api: TestApi;
let bundle: Bundle;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, assessment] });
  bundle = currentBundle(api.services.content(), 'citizens')!;
});
afterAll(() => api.close());

const start = (phone: TestBrowser) => phone.call(startSession, { body: { group: 'citizens' } });
const answer = (phone: TestBrowser, session: string, itemId: string, given: unknown) =>
  phone.call(submitAnswer, { params: { session }, body: { itemId, answer: given } });

async function rowOf(session: string): Promise<SessionRow> {
  const { rows } = await api.database.pool.query('SELECT * FROM assessment.sessions WHERE id = $1', [
    session,
  ]);
  return rows[0];
}

/** What a person who knows everything, or nothing, answers. */
async function respond(session: string, itemId: string, knows: boolean): Promise<Answer> {
  const { state } = await rowOf(session);
  return knows ? solution(bundle.items.get(itemId)!, state.seed) : null;
}

async function finish(phone: TestBrowser, knows: boolean): Promise<string> {
  let { body: step } = await start(phone);
  const session: string = step.session;
  while (step.kind === 'question') {
    const given = await respond(session, step.question.itemId, knows);
    ({ body: step } = await answer(phone, session, step.question.itemId, given));
  }
  return session;
}

describe('a test', () => {
  test('begins without an account, and pressing start twice opens one', async () => {
    const phone = api.browser();
    const first = await start(phone);
    const again = await start(phone);
    expect(first.body).toMatchObject({ kind: 'question', number: 1 });
    expect(again.body).toEqual(first.body);
  });

  test('shows a question without its key', async () => {
    const { body } = await start(api.browser());
    const text = JSON.stringify(body.question);
    for (const key of ['"right":', '"trap":', '"why":', '"difficulty":']) expect(text).not.toContain(key);
  });

  test('is passed by somebody who knows, in words per domain and without a bare number', async () => {
    const phone = api.browser();
    const session = await finish(phone, true);
    const { body } = await phone.call(getResult, { params: { session } });
    expect(body).toMatchObject({ verdict: 'passed', attempt: 1, group: 'citizens', mayStartAt: null });
    expect(body.domains).toHaveLength(6);
    expect(JSON.stringify(body)).not.toMatch(/ability|probability/);
    await api.drain();
  });

  test('tells the others once that it was passed', async () => {
    const session = await finish(api.browser(), true);
    const { rows } = await api.database.pool.query(
      "SELECT payload FROM platform.outbox WHERE name = 'assessment.session-passed' AND payload->>'sessionId' = $1",
      [session],
    );
    expect(rows).toHaveLength(1);
  });

  test('survives a dead server and a lost phone: every answer is where it was', async () => {
    const phone = api.browser();
    const { body } = await start(phone);
    const next = await answer(phone, body.session, body.question.itemId, null);
    const reread = await phone.call(getSession, { params: { session: body.session } });
    expect(reread.body).toEqual(next.body);
  });

  test('can be played again from its row and its answers', async () => {
    const session = await finish(api.browser(), true);
    const row = await rowOf(session);
    const answers = await listAnswers(api.services.db, row.part_key, session);
    const played = replay(
      bundle.bank,
      bundle.rules,
      initialState(row.state),
      answers.map((one) => ({ itemId: one.item_id, right: one.is_right })),
    );
    expect(played).toMatchObject({ kind: 'same', step: { kind: 'finished', verdict: row.verdict } });
  });
});

describe('pressing twice, out of step, and after the end', () => {
  test('the same answer twice, even at once, answers once', async () => {
    const phone = api.browser();
    const { body } = await start(phone);
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => answer(phone, body.session, body.question.itemId, null)),
    );
    for (const reply of replies) expect(reply.body).toEqual(replies[0]!.body);
    expect((await rowOf(body.session)).state.results).toBe('0');
  });

  test('a second, other answer to the same question changes nothing', async () => {
    const phone = api.browser();
    const { body } = await start(phone);
    await answer(phone, body.session, body.question.itemId, null);
    const right = await respond(body.session, body.question.itemId, true);
    expect((await answer(phone, body.session, body.question.itemId, right)).status).toBe(200);
    expect((await rowOf(body.session)).state.results).toBe('0');
  });

  test('an item that was not asked is refused', async () => {
    const phone = api.browser();
    const { body } = await start(phone);
    const other = [...bundle.items.keys()].find((id) => id !== body.question.itemId)!;
    expect(await answer(phone, body.session, other, null)).toMatchObject({
      status: 409,
      body: { code: 'assessment/item-not-asked' },
    });
  });

  test('after the end there is only the result', async () => {
    const phone = api.browser();
    const session = await finish(phone, false);
    const { state } = await rowOf(session);
    const unasked = [...bundle.items.keys()].find((id) => !state.asked.includes(id))!;
    expect((await answer(phone, session, unasked, null)).body.code).toBe('assessment/session-finished');
  });
});

describe('other people', () => {
  test.each(['signed out', 'another phone'])('%s cannot see or answer it', async (who) => {
    const phone = api.browser();
    const { body } = await start(phone);
    const stranger = api.browser();
    if (who === 'another phone') await start(stranger);
    for (const reply of [
      await answer(stranger, body.session, body.question.itemId, null),
      await stranger.call(getSession, { params: { session: body.session } }),
      await stranger.call(getResult, { params: { session: body.session } }),
    ]) {
      expect(reply).toMatchObject({ status: 404, body: { code: 'assessment/session-not-found' } });
    }
  });
});

describe('bad input', () => {
  test.each([
    ['an unknown field', { itemId: 'x', answer: null, right: true }],
    ['a number', { itemId: 'x', answer: 7 }],
    ['13 choices', { itemId: 'x', answer: Array.from({ length: 13 }, () => '1') }],
    ['SQL', { itemId: "1.1-01'; DROP TABLE assessment.answers; --", answer: null }],
  ])('refuses %s', async (_, body) => {
    const phone = api.browser();
    const { body: step } = await start(phone);
    const reply = await phone.call(submitAnswer, { params: { session: step.session }, body });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect((await rowOf(step.session)).state.results).toBe('');
  });

  test('refuses an answer of another question’s shape', async () => {
    const phone = api.browser();
    const { body } = await start(phone);
    const wrong = body.question.type === 'match' ? '1' : { '1': '1' };
    expect((await answer(phone, body.session, body.question.itemId, wrong)).body.code).toBe(
      'assessment/malformed-answer',
    );
  });

  test('refuses ten megabytes, and what is no JSON', async () => {
    const phone = api.browser();
    const { body } = await start(phone);
    const path = `/api/assessment/sessions/${body.session}/answers`;
    const headers = { 'content-type': 'application/json' };
    expect((await phone.send(path, { method: 'POST', headers, body: 'x'.repeat(10_000_000) })).status).toBe(
      413,
    );
    expect((await phone.send(path, { method: 'POST', headers, body: '{"itemId":' })).body.code).toBe(
      'http/malformed-json',
    );
    expect(
      (await phone.send(path, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }))
        .status,
    ).toBe(415);
  });
});

describe('taking it again', () => {
  test('waits a day, then leaves out the questions seen, and shows each attempt', async () => {
    const phone = api.browser();
    const before = await rowOf(await finish(phone, false));
    const refused = await start(phone);
    expect(refused).toMatchObject({ status: 409, body: { code: 'assessment/wait-before-retake' } });
    api.clock.now = new Date(new Date(refused.body.mayStartAt).getTime() + 1000);
    const session = await finish(phone, false);
    const { state } = await rowOf(session);
    expect(state.asked.filter((id) => before.state.asked.includes(id))).toEqual([]);
    const { body } = await phone.call(listAttempts);
    expect(body.attempts).toHaveLength(2);
    expect((await phone.call(getResult, { params: { session } })).body.attempt).toBe(2);
  });

  test('is not needed after passing', async () => {
    const phone = api.browser();
    const session = await finish(phone, true);
    expect((await start(phone)).body).toMatchObject({ code: 'assessment/passed-already', session });
  });
});

test('adopting a device with an open test twice loses and doubles nothing', async () => {
  const phone = api.browser();
  const session = await finish(phone, true);
  const row = await rowOf(session);
  const from = { partKey: row.part_key, personId: row.person_id };
  const to = { partKey: row.part_key + 1, personId: newUuid() };
  for (let again = 0; again < 2; again++) {
    await api.services.db.transaction().execute((tx) => assessment.adopt!(tx, from, to, api.services.master));
  }
  expect(await listSessions(api.services.db, from)).toEqual([]);
  expect(await listSessions(api.services.db, to)).toMatchObject([{ id: session, verdict: 'passed' }]);
  expect(await listAnswers(api.services.db, to.partKey, session)).toHaveLength(row.state.results.length);
});
