import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { learning } from '#modules/learning/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { practice } from '#modules/practice/server.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { getSession, startSession, submitAnswer, swapTask } from '../domain/contract.ts';
import { initialState, replay } from '../domain/replay.ts';
import { solution } from '../domain/scoring.ts';
import { assessment } from '../server.ts';
import { currentBundle, type Bundle } from './bundle.ts';
import type { SessionRow } from './tables.ts';

let api: TestApi;
let bundle: Bundle;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, learning, practice, assessment] });
  bundle = currentBundle(api.services.content(), 'citizens')!;
});
afterAll(() => api.close());

const query = (sql: string, values: unknown[]) =>
  api.database.pool.query(sql, values).then(({ rows }) => rows);
const rowOf = async (session: string): Promise<SessionRow> =>
  (await query('SELECT * FROM assessment.sessions WHERE id = $1', [session]))[0];
const answer = (phone: TestBrowser, session: string, itemId: string, given: unknown) =>
  phone.call(submitAnswer, { params: { session }, body: { itemId, answer: given as never } });
const swap = (phone: TestBrowser, session: string, itemId: string) =>
  phone.call(swapTask, { params: { session }, body: { itemId } });

/** A test whose open question is this task. */
async function openTask(itemId: string): Promise<{ phone: TestBrowser; session: string; seed: string }> {
  const phone = api.browser();
  const { body } = await phone.call(startSession, { body: { group: 'citizens' } });
  const { state } = await rowOf(body.session);
  const asked = { ...state, asked: [itemId] };
  await query('UPDATE assessment.sessions SET state = $2 WHERE id = $1', [
    body.session,
    JSON.stringify(asked),
  ]);
  return { phone, session: body.session, seed: state.seed };
}
const answersOf = (session: string) =>
  query('SELECT item_id, given, is_right FROM assessment.answers WHERE session_id = $1 ORDER BY position', [
    session,
  ]);
const solve = (itemId: string, seed: string) =>
  solution(bundle.items.get(itemId)!, seed) as { acts: object[] };

describe('a task on a make-believe phone', () => {
  test('is shown as a phone, the same after a reload, and marked by playing it again', async () => {
    const { phone, session, seed } = await openTask('1.1-08');
    const first = await phone.call(getSession, { params: { session } });
    expect(first.body).toMatchObject({ kind: 'question', question: { type: 'perform', itemId: '1.1-08' } });
    expect((await phone.call(getSession, { params: { session } })).body).toEqual(first.body);

    const given = solve('1.1-08', seed);
    const next = await answer(phone, session, '1.1-08', given);
    expect(next.body).toMatchObject({ kind: 'question', number: 2 });
    // Sent twice, it counts once.
    expect((await answer(phone, session, '1.1-08', given)).body).toEqual(next.body);
    const kept = await answersOf(session);
    expect(kept).toMatchObject([
      { item_id: '1.1-08', is_right: true, given: { isDone: true, traps: 0, hints: 0 } },
    ]);
    expect(JSON.stringify(kept)).not.toContain('"do"');
  });

  test('that was not finished, or with a hint, is not right; the help is on record', async () => {
    const { phone, session, seed } = await openTask('5.1-08');
    const { acts } = solve('5.1-08', seed);
    await answer(phone, session, '5.1-08', { acts: [{ do: 'hint' }, ...acts] });
    expect(await answersOf(session)).toMatchObject([{ is_right: false, given: { isDone: true, hints: 1 } }]);
    const other = await openTask('5.1-08');
    await answer(other.phone, other.session, '5.1-08', {
      acts: solve('5.1-08', other.seed).acts.slice(0, 2),
    });
    expect(await answersOf(other.session)).toMatchObject([{ is_right: false, given: { isDone: false } }]);
  });

  test('is refused when its acts were edited, are of another scene, or claim an end', async () => {
    const { phone, session, seed } = await openTask('1.1-08');
    const { acts } = solve('1.1-08', seed);
    const refusals = [
      { acts: acts.slice(-2) },
      { acts: solve('4.1-09', seed).acts },
      { acts, isDone: true },
      { acts: [{ do: 'win' }] },
      { acts: Array.from({ length: 301 }, () => ({ do: 'hint' })) },
      ['1'],
    ];
    for (const given of refusals)
      expect([400, 422]).toContain((await answer(phone, session, '1.1-08', given)).status);
    expect(await answersOf(session)).toEqual([]);
  });

  test('gives way to a question on a phone without scripts, and the test can still be played again', async () => {
    const { phone, session } = await openTask('1.1-08');
    const next = await swap(phone, session, '1.1-08');
    expect(next.body).toMatchObject({ kind: 'question', number: 1 });
    expect(next.body.question.type).not.toBe('perform');
    expect((await swap(phone, session, '1.1-08')).body).toEqual(next.body);
    for (let step = next.body; step.kind === 'question';) {
      expect(step.question.type).not.toBe('perform');
      ({ body: step } = await answer(phone, session, step.question.itemId, null));
    }
    const { state } = await rowOf(session);
    const log = state.asked.map((itemId, place) => ({ itemId, right: state.results[place] === '1' }));
    expect(replay(bundle.bank, bundle.rules, initialState(state), log)).toMatchObject({ kind: 'same' });
  });

  test('is swapped only while it is the open question of one’s own test', async () => {
    const { phone, session } = await openTask('1.1-08');
    expect((await swap(api.browser(), session, '1.1-08')).status).toBe(404);
    expect((await swap(phone, session, '1.1-01')).status).toBe(409);
  });

  test('is never asked of a phone that began without scripts', async () => {
    for (let round = 0; round < 2; round += 1) {
      const phone = api.browser();
      let { body: step } = await phone.call(startSession, { body: { group: 'citizens', plain: true } });
      while (step.kind === 'question') {
        expect(step.question.type).not.toBe('perform');
        ({ body: step } = await answer(phone, step.session, step.question.itemId, null));
      }
    }
  });
});
