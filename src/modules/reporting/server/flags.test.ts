import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { movement } from '#modules/movement/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { getFlags, replyToFlag, type FlagList } from '../domain/flag-contract.ts';
import { reporting } from '../server.ts';
import { act, as, CITY, FORM, QUARTER, save, WARD } from './testing.ts';

let api: TestApi;
const params = { unit: WARD, form: FORM, period: QUARTER };
const flags = async (browser: TestBrowser): Promise<FlagList> =>
  (await browser.call(getFlags, { params })).body;
const reply = (browser: TestBrowser, more: object = {}) =>
  browser.call(replyToFlag, {
    params,
    body: { id: newUuid(), flag: 4, cell: 'adults-confirmed', reason: 'not-known', ...more },
  });

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans, movement, reporting] });
  api.clock.now = new Date('2026-09-15T03:00:00Z');
  await api.database.pool.query(`INSERT INTO assessment.signals
    (part_key, id, unit_id, kind, period, key, facts, tests, state, is_repeated, seen_at, due_at)
    VALUES (9568, '${newUuid()}', ${WARD}, 'shared-device', '2026-08', 'x', '{}', '[]', 'open', false, '2026-09-01', '2026-09-10')`);
});
afterAll(() => api.close());

test('a file that another unit showed as well asks to be explained, without naming that unit', async () => {
  const show = async (unit: number, at: string) => {
    const [task, item] = [newUuid(), newUuid()];
    const { pool } = api.database;
    await pool.query(
      `INSERT INTO tasks.tasks (id, unit_id, source, source_id, source_position, number, title, content, product,
         lead_words, coordinating_words, deadline_words, kind, folded, created_at)
       VALUES ($1, 1, 'hand', $1, 0, '', 'Việc', '', '', '', '', '', 'undated', '', now())`,
      [task],
    );
    await pool.query(
      `INSERT INTO tasks.items (id, task_id, unit_id, role, state, given_at, changed_at)
       VALUES ($1, $2, $3, 'lead', 'given', now(), now())`,
      [item, task, unit],
    );
    await pool.query(
      `INSERT INTO tasks.evidence (id, item_id, file_key, name, kind, size, digest, print, added_at, added_by)
       VALUES ($1, $2, 1, 'anh.jpg', 'jpeg', 1, 'same', '', $3, $1)`,
      [newUuid(), item, at],
    );
  };
  await show(WARD, '2026-07-01T03:00:00Z');
  const clerk = await as(api, 'clerk', WARD);
  expect((await flags(clerk)).flags).toEqual([]);
  await show(100004, '2026-06-20T03:00:00Z');
  const seen = await flags(clerk);
  expect(seen.flags).toMatchObject([{ flag: 14, cell: '', facts: { files: 1, units: 1 }, reply: null }]);
  expect(seen.withoutSource).toEqual([15, 16, 17]);
  expect((await reply(clerk, { flag: 14, cell: '', reason: 'event' })).status).toBe(200);
  // It is taken away again: a flag that is not there is not explained.
  await api.database.pool.query("UPDATE tasks.evidence SET removed_at = now() WHERE digest = 'same'");
  expect((await flags(clerk)).flags).toEqual([]);
});

test('the unit sees and explains first; the unit above sees what stayed without a word', async () => {
  const [clerk, leader, above] = [
    await as(api, 'clerk', WARD),
    await as(api, 'leader', WARD),
    await as(api, 'clerk', CITY),
  ];
  const number = {
    cell: 'adults-confirmed',
    revision: 0,
    num: '40',
    source: 'Danh sách',
    grade: 'E3',
    choice: 'declared',
    reason: 'not-all-here',
  };
  expect((await save(clerk, { numbers: [number] })).status).toBe(200);
  expect(await flags(clerk)).toMatchObject({
    flags: [
      {
        flag: 4,
        cell: 'adults-confirmed',
        facts: { declared: 40, computed: 0 },
        repeated: false,
        reply: null,
      },
    ],
    mayReply: true,
    inTests: [{ flag: 11, all: 1, open: 1 }],
    rechecked: null,
  });
  await act(clerk, 'enter');
  await act(leader, 'send');
  expect(await flags(above)).toMatchObject({ flags: [], waiting: 1, mayReply: false });

  api.clock.now = new Date('2026-09-23T03:00:00Z');
  const [later, laterAbove] = [await as(api, 'clerk', WARD), await as(api, 'clerk', CITY)];
  expect((await flags(laterAbove)).flags).toHaveLength(1);
  expect((await reply(laterAbove)).body.code).toBe('reporting/unit-explains');
  expect((await reply(later, { reason: 'other' })).body.code).toBe('reporting/words-needed');
  expect((await reply(later, { flag: 5 })).body.code).toBe('reporting/no-such-flag');
  const id = newUuid();
  for (let time = 0; time < 2; time++) expect((await reply(later, { id })).status).toBe(200);
  expect((await reply(later, { id, reason: 'correct' })).status).toBe(409);
  expect((await flags(later)).flags[0]!.reply).toMatchObject({ reason: 'not-known' });
  expect(await flags(laterAbove)).toMatchObject({ flags: [], waiting: 1 });
  expect((await api.browser().call(getFlags, { params })).status).toBe(401);
});
