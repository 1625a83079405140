import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import {
  drawRecheck,
  getRecheck,
  getRecheckList,
  listPublishedRechecks,
  listRechecks,
  recordRecheck,
} from '../domain/recheck-contract.ts';
import { assessment } from '../server.ts';
import { drawOrder, sampleSize } from './draw-sample.ts';
import { signInStaff } from '../../../server/testing-staff.ts';

const NGHE_AN = 1040;
let api: TestApi;
let commune: number;
const query = async (text: string, values: unknown[] = []) =>
  (await api.database.pool.query(text, values)).rows;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, assessment] });
  api.clock.now = new Date('2026-11-10T03:00:00Z');
  const [unit] = await query(
    'SELECT id FROM organisations.pub_units WHERE parent_id = $1 ORDER BY id LIMIT 1',
    [NGHE_AN],
  );
  commune = unit.id;
  // 40 tests that ended in October, 30 of them passes.
  for (let index = 0; index < 40; index += 1) {
    const person = newUuid();
    await query(
      "INSERT INTO identity.persons (part_key, id, kind, created_at, home_unit_id) VALUES (7, $1, 'resident', now(), $2)",
      [person, commune],
    );
    await query(
      `INSERT INTO assessment.sessions (part_key, id, person_id, group_code, rule_set, bundle, state, started_at, finished_at, verdict)
       VALUES (7, $1, $2, 'citizens', 'r@1', 'b', '{}', '2026-10-20T03:00:00Z', '2026-10-20T03:10:00Z', $3)`,
      [newUuid(), person, index < 30 ? 'passed' : 'not-passed'],
    );
  }
});
afterAll(() => api.close());

async function staff(role: string, unit: number): Promise<TestBrowser> {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
}
const draw = (browser: TestBrowser, period: string) =>
  browser.call(drawRecheck, { params: { unit: NGHE_AN }, body: { period } });

test('the size is two in a hundred, and nineteen at least', () => {
  expect([5, 19, 30, 950, 951, 5000].map(sampleSize)).toEqual([5, 19, 19, 19, 20, 100]);
});

test('a month is drawn once, and whoever has list and seed draws the same sample', async () => {
  const officer = await staff('assessment-officer', NGHE_AN);
  expect(await draw(officer, '2026-11')).toMatchObject({ status: 409 });
  expect(await draw(officer, '2026-09')).toMatchObject({ status: 409 });
  expect(await draw(await staff('clerk', NGHE_AN), '2026-10')).toMatchObject({ status: 404 });
  const { body: drawn } = await draw(officer, '2026-10');
  expect(await draw(officer, '2026-10')).toMatchObject({ status: 409 });

  const { body: view } = await officer.call(getRecheck, { params: { recheck: drawn.id } });
  const file = await officer.send(getRecheckList.path.replace(':recheck', drawn.id));
  const ids = String(file.body).trim().split('\n');
  expect(ids).toHaveLength(30);
  const { recheck, people } = view;
  expect(recheck).toMatchObject({ finished: 40, passed: 30, sample: 19, raw: 0.75, estimate: null });
  // Again, by the words of the method alone.
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(sha(ids.toSorted().join('\n'))).toBe(recheck.listDigest);
  expect(sha(`${NGHE_AN} 2026-10 ${recheck.listDigest}`)).toBe(recheck.seed);
  const again = ids.toSorted((one, other) =>
    sha(`${recheck.seed} ${one}`) < sha(`${recheck.seed} ${other}`) ? -1 : 1,
  );
  expect(again).toEqual(drawOrder(ids, recheck.seed));
  expect(people.map(({ key }: { key: string }) => key.split('/')[1])).toEqual(again.slice(0, 19));

  const { body: published } = await api.browser().call(listPublishedRechecks);
  expect(published.rechecks).toMatchObject([{ unit: NGHE_AN, period: '2026-10', seed: recheck.seed }]);
  expect(JSON.stringify(published)).not.toContain(ids[0]);
});

test('results give the rate of passes that hold beside the counted one', async () => {
  const officer = await staff('assessment-officer', NGHE_AN);
  const { body: list } = await officer.call(listRechecks, { params: { unit: NGHE_AN } });
  expect(list.months).toEqual(['2026-09', '2026-08']);
  const id = list.rechecks[0].id;
  const { body: view } = await officer.call(getRecheck, { params: { recheck: id } });
  const record = (place: number, body: object) =>
    officer.call(recordRecheck, {
      params: { recheck: id },
      body: { id: newUuid(), key: view.people[place].key, ...body },
    });
  for (let place = 0; place < 12; place += 1)
    expect((await record(place, { tasksDone: view.people[place].tasks.slice(0, 2) })).body.result).toBe(
      'confirmed',
    );
  for (let place = 12; place < 15; place += 1)
    expect((await record(place, { tasksDone: [view.people[place].tasks[0]] })).body.result).toBe('refuted');
  expect((await record(15, { tasksDone: [], notReached: true })).body.result).toBe('not-reached');
  // A second look at somebody counts instead of the first.
  await record(14, { tasksDone: view.people[14].tasks });
  expect(
    await record(0, {
      tasksDone: ['call', 'photo', 'search', 'scam', 'qr', 'letters', 'map', 'service']
        .filter((task) => !view.people[0].tasks.includes(task))
        .slice(0, 1),
    }),
  ).toMatchObject({ status: 422 });
  const [line] = (await officer.call(listRechecks, { params: { unit: NGHE_AN } })).body.rechecks;
  expect(line).toMatchObject({ confirmed: 13, refuted: 2, notReached: 1, raw: 0.75 });
  expect(line.estimate.share).toBeCloseTo((0.75 * 13) / 15, 10);
  expect(line.estimate.low).toBeLessThan(line.estimate.share);
  expect(line.bounds.worst).toBeCloseTo((0.75 * 13) / 16, 10);
  const read = await query(
    "SELECT count(*)::int AS n FROM identity.audit WHERE action = 'assessment.read-recheck'",
  );
  expect(read[0].n).toBeGreaterThan(0);
});
