import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { getPublicFigures } from '../domain/contract.ts';
import { getSimilar, getSimilarFile } from '../domain/similar-contract.ts';
import { getTrend, getTrendFile } from '../domain/trend-contract.ts';
import { movement } from '../server.ts';
import { foldAll } from './fold.ts';
import { publish } from './publish.ts';
import { refreshPerson } from './refresh-person.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { layTruth, type Truth } from './testing.ts';

let api: TestApi;
let truth: Truth;
const NGHE_AN = 1040;
let communes: number[];
const at = async (unit: number) => (await api.browser().call(getPublicFigures, { params: { unit } })).body;
async function add(people: number, home: number | null): Promise<void> {
  for (let index = 0; index < people; index++) {
    const person = { partKey: 5, personId: newUuid() };
    await truth.confirm(person);
    if (home) await truth.setHome(person, home);
    await refreshPerson(api.services, person);
  }
  await foldAll(api.services);
}

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, movement] });
  truth = await layTruth(api);
  const { rows } = await api.database.pool.query<{ id: number }>(
    'SELECT id FROM organisations.pub_units WHERE parent_id = $1 ORDER BY id',
    [NGHE_AN],
  );
  communes = rows.map((row) => row.id);
});
afterAll(() => api.close());

test('nothing is published before the first snapshot, and of no unit that does not exist', async () => {
  expect(await at(1)).toMatchObject({ code: 'movement/nothing-published', status: 404 });
  expect(await publish(api.services)).toBeUndefined();
});

test('a frozen day does not follow what happens later that day', async () => {
  await add(3, communes[0]!);
  await add(14, communes[1]!);
  await add(30, communes[2]!);
  await add(4, null);
  expect(await publish(api.services)).toMatchObject({ hidden: 2 });
  await add(25, communes[3]!);
  expect(await publish(api.services)).toBeUndefined();
  const nation = await at(1);
  expect(nation.figures.find((one: any) => one.headline).cell).toMatchObject({ state: 'shown', num: 51 });
  expect(nation.unknownHome).toMatchObject({ num: 4 });
  expect(await at(424_242)).toMatchObject({ status: 404 });
});

test('of a hidden figure nothing leaves: no number, no share, no reason', async () => {
  const { parts } = await at(NGHE_AN);
  const [small, beside, shown, nobody] = communes.map(
    (id) => parts.rows.find((row: any) => row.id === id).cell,
  );
  expect(small).toEqual({
    state: 'hidden',
    num: null,
    percent: null,
    edge: '',
    denominator: null,
    populationYear: null,
  });
  expect(beside).toEqual(small);
  expect(shown).toMatchObject({ num: 30 });
  expect(nobody).toMatchObject({ state: 'shown', num: 0 });
  expect((await at(communes[0]!)).figures.find((one: any) => one.headline).cell).toEqual(small);
});

test('the next day is frozen anew; a commune that has outgrown the limit is shown a day later still', async () => {
  await add(8, communes[0]!);
  const cellOf = async () =>
    (await at(NGHE_AN)).parts.rows.find((row: any) => row.id === communes[0]).cell as { num: number | null };
  const days: (number | null)[] = [];
  for (let day = 0; day < 2; day++) {
    api.clock.now = new Date(api.clock.now.getTime() + 86_400_000);
    await publish(api.services);
    days.push((await cellOf()).num);
  }
  expect(days).toEqual([null, 11]);
});

test('units like one are told by what was published only, without ranks, to staff of the unit alone', async () => {
  const rural = await api.database.pool.query<{ id: number }>(
    "SELECT id FROM organisations.pub_units WHERE parent_id = $1 AND division = 'xa' ORDER BY id LIMIT 8",
    [NGHE_AN],
  );
  const [own, hidden, ...others] = rural.rows.map(({ id }) => id);
  const day = '2027-01-31';
  const batch = newUuid();
  const { pool } = api.database;
  await pool.query(
    `INSERT INTO movement.population_batches (id, unit_id, source, source_date, digest, state, row_count, created_at, created_by)
     VALUES ($1, 1, 'Thử', '2026-06-30', 'x', 'in-force', 8, now(), $1)`,
    [batch],
  );
  for (const id of [own, hidden, ...others])
    await pool.query('INSERT INTO movement.populations VALUES ($1, $2, 2026, $3, 1000)', [
      id,
      'adults',
      batch,
    ]);
  await pool.query("UPDATE movement.heads SET value = value + 1 WHERE name = 'populations'");
  await pool.query("INSERT INTO movement.snapshots VALUES ($1, now(), 'x')", [day]);
  const freeze = (unit: number, num: number, state = 'shown') =>
    pool.query(
      `INSERT INTO movement.published (day, unit_id, indicator, num, state, denominator) VALUES ($1, $2, 'adults-confirmed', $3, $4, 1000)`,
      [day, unit, num, state],
    );
  await freeze(own!, 400);
  await freeze(hidden!, 7, 'small');
  for (const [at, id] of others.entries()) await freeze(id, 100 + at);
  const as = async (role: string, unit: number) => {
    const browser = api.browser();
    await signInStaff(api, browser, role, unit);
    return browser;
  };
  const ask = { params: { unit: own! } };
  const { body } = await (await as('clerk', own!)).call(getSimilar, ask);
  expect(body).toMatchObject({ day, similar: 7, told: 6, comparison: { place: 'above' } });
  expect(body.comparison.units.map((one: any) => one.id)).not.toContain(hidden);
  expect(body.comparison.units.slice(1).map((one: any) => one.place)).toEqual(Array(6).fill('within'));
  const names = body.comparison.units.slice(1).map((one: any) => one.name);
  expect(names).toEqual(names.toSorted((left: string, right: string) => left.localeCompare(right, 'vi')));
  const file = await (await as('leader', NGHE_AN)).call(getSimilarFile, ask);
  expect(file.body).toContain('"cao hơn";400;1000;40,0;');
  expect(await api.browser().call(getSimilar, ask)).toMatchObject({ status: 401 });
  expect(await (await as('teacher', own!)).call(getSimilar, ask)).toMatchObject({ status: 404 });
  expect(await (await as('clerk', hidden!)).call(getSimilar, ask)).toMatchObject({ status: 404 });
  const twisted = { ...ask, query: { reach: 'galaxy' } };
  expect(await (await as('clerk', own!)).call(getSimilar, twisted)).toMatchObject({ status: 422 });
  // Whatever a hidden figure is, not a digit of the answer moves: no subtraction can find it.
  const answer = async () => JSON.stringify((await (await as('clerk', own!)).call(getSimilar, ask)).body);
  const told = await answer();
  for (const num of [1, 5, 9]) {
    await pool.query('UPDATE movement.published SET num = $1 WHERE day = $2 AND unit_id = $3', [
      num,
      day,
      hidden,
    ]);
    expect(await answer()).toBe(told);
  }
  // What is frozen month by month is for the unit's own staff: neighbours and the public ask in vain.
  for (const browser of [
    api.browser(),
    await as('clerk', others[0]!),
    await as('assessment-officer', others[0]!),
  ])
    for (const endpoint of [getTrend, getTrendFile, getSimilar, getSimilarFile])
      expect((await browser.call(endpoint, { params: { unit: hidden! } })).status).toBeGreaterThanOrEqual(
        401,
      );
  // A unit whose own figure is kept from the public still stands among the others, for its own staff.
  const small = await (await as('clerk', hidden!)).call(getSimilar, { params: { unit: hidden! } });
  expect(small.body.comparison.units.map((one: any) => one.id)).toContain(hidden);
});
