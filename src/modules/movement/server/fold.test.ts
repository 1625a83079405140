import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { movement } from '../server.ts';
import { listConfirmedAfter, type PersonKey } from './facts.store.ts';
import { foldAll } from './fold.ts';
import { rebuild } from './rebuild.ts';
import { refreshPeople, refreshPerson } from './refresh-person.ts';
import { countAt, layTruth, type Truth } from './testing.ts';

let api: TestApi;
let truth: Truth;
const NATION = 1;
const NGHE_AN = 1040;
const HA_NOI = 1001;
let communes: number[];

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, movement] });
  truth = await layTruth(api);
  const { rows } = await api.database.pool.query<{ id: number }>(
    'SELECT id FROM organisations.pub_units WHERE parent_id = $1 ORDER BY id LIMIT 3',
    [NGHE_AN],
  );
  communes = [...rows.map((row) => row.id), 109568];
});
afterAll(() => api.close());
beforeEach(async () => {
  for (const table of ['facts', 'deltas', 'figures', 'totals', 'turns', 'drifts', 'runs'])
    await api.database.pool.query(`DELETE FROM movement.${table}`);
  await api.database.pool.query('DELETE FROM truth.confirmations');
});

const somebody = (partKey = 17) => ({ partKey, personId: newUuid() });

describe('a confirmation', () => {
  test('is seen at commune, province and nation once its event has been delivered and folded', async () => {
    const person = somebody();
    await truth.setHome(person, communes[0]!);
    await truth.confirm(person);
    await api.services.db.transaction().execute((tx) =>
      announce(tx, {
        partKey: person.partKey,
        id: newUuid(),
        name: 'credentials.issued',
        payload: { personId: person.personId },
        at: api.services.now(),
      }),
    );
    await api.drain();
    await foldAll(api.services);
    for (const unit of [communes[0]!, NGHE_AN, NATION])
      expect(await countAt(api, unit), String(unit)).toBe(1);
    for (const unit of [communes[1]!, HA_NOI, 0]) expect(await countAt(api, unit), String(unit)).toBe(0);
  });

  test('is seen at commune, province and nation by the running worker alone', async () => {
    const person = somebody();
    await truth.setHome(person, communes[0]!);
    await truth.confirm(person);
    api.dispatcher.start();
    await api.services.db.transaction().execute((tx) =>
      announce(tx, {
        partKey: person.partKey,
        id: newUuid(),
        name: 'credentials.issued',
        payload: { personId: person.personId },
        at: api.services.now(),
      }),
    );
    const seen = async () => Promise.all([communes[0]!, NGHE_AN, NATION].map((unit) => countAt(api, unit)));
    await expect.poll(seen, { timeout: 30_000, interval: 100 }).toEqual([1, 1, 1]);
    await api.dispatcher.stop();
  }, 40_000);

  test('counts once, however often its event comes and however many she holds', async () => {
    const person = somebody();
    await truth.setHome(person, communes[0]!);
    await truth.confirm(person);
    await truth.confirm(person, { group: 'officials', on: '2026-11-01' });
    for (let again = 0; again < 3; again++) await refreshPerson(api.services, person);
    await Promise.all([1, 2, 3].map(() => refreshPerson(api.services, person)));
    await foldAll(api.services);
    expect(await countAt(api, NATION)).toBe(1);
    expect(await countAt(api, NATION, 'officials-confirmed')).toBe(1);
  });

  test('of a pupil does not make an adult', async () => {
    const person = somebody();
    await truth.confirm(person, { group: 'students' });
    await refreshPerson(api.services, person);
    await foldAll(api.services);
    expect(await countAt(api, NATION)).toBe(0);
    expect(await countAt(api, NATION, 'students-confirmed')).toBe(1);
  });

  test('leaves when it is revoked, and the later one takes its place', async () => {
    const person = somebody();
    await truth.setHome(person, communes[0]!);
    const first = await truth.confirm(person, { on: '2026-09-01' });
    const second = await truth.confirm(person, { on: '2026-11-03' });
    await refreshPerson(api.services, person);
    await truth.revoke(first);
    await refreshPerson(api.services, person);
    await foldAll(api.services);
    const { rows } = await api.database.pool.query(
      `SELECT week, num FROM movement.figures WHERE unit_id = 1 AND indicator = 'adults-confirmed' AND num <> 0`,
    );
    expect(rows).toEqual([{ week: '2026-11-02', num: 1 }]);
    await truth.revoke(second);
    await refreshPerson(api.services, person);
    await foldAll(api.services);
    expect(await countAt(api, communes[0]!)).toBe(0);
  });

  test('without a known home is part of the nation only, and moves when she says where she lives', async () => {
    const person = somebody();
    await truth.confirm(person);
    await refreshPerson(api.services, person);
    await foldAll(api.services);
    expect([await countAt(api, 0), await countAt(api, NATION), await countAt(api, NGHE_AN)]).toEqual([
      1, 1, 0,
    ]);
    await truth.setHome(person, communes[1]!);
    await refreshPerson(api.services, person);
    await foldAll(api.services);
    expect([await countAt(api, 0), await countAt(api, NATION), await countAt(api, NGHE_AN)]).toEqual([
      0, 1, 1,
    ]);
    await truth.setHome(person, 987_654_321);
    await refreshPerson(api.services, person);
    await foldAll(api.services);
    expect([await countAt(api, 0), await countAt(api, NGHE_AN)]).toEqual([1, 0]);
  });

  test('of somebody who is erased counts no more', async () => {
    const person = somebody();
    await truth.confirm(person);
    await refreshPerson(api.services, person);
    await api.services.db.transaction().execute((tx) => movement.erasePerson!(tx, person));
    await foldAll(api.services);
    expect(await countAt(api, NATION)).toBe(0);
    const { rows } = await api.database.pool.query('SELECT * FROM movement.facts WHERE person_id = $1', [
      person.personId,
    ]);
    expect(rows).toEqual([]);
  });
});

test(
  'whatever happens in whatever order, the folded figures are the recounted ones',
  { timeout: 60_000 },
  async () => {
    const people = Array.from({ length: 6 }, (_, index) => somebody(index + 1));
    const event = fc.record({
      who: fc.nat(people.length - 1),
      what: fc.constantFrom('confirm', 'revoke', 'move', 'lose-home', 'repeat', 'fold', 'rebuild'),
      where: fc.nat(3),
      group: fc.constantFrom('citizens', 'students', 'officials', 'workers'),
      day: fc.integer({ min: 1, max: 28 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 25 }), async (events) => {
        await api.database.pool.query('DELETE FROM truth.confirmations');
        const held: string[] = [];
        for (const { who, what, where, group, day } of events) {
          const person = people[who]!;
          const on = `2026-10-${String(day).padStart(2, '0')}`;
          if (what === 'confirm') held.push(await truth.confirm(person, { group, on }));
          if (what === 'revoke' && held.length > 0) await truth.revoke(held[who % held.length]!);
          if (what === 'move') await truth.setHome(person, communes[where]!);
          if (what === 'lose-home') await truth.setHome(person, null);
          if (what === 'fold') await foldAll(api.services);
          else if (what === 'rebuild') expect((await rebuild(api.services)).drift).toBe(0);
          // A revocation may concern anybody: each of them is looked at again, some of them twice.
          else if (what === 'revoke') for (const one of people) await refreshPerson(api.services, one);
          else await refreshPerson(api.services, person);
        }
        for (const one of people) await refreshPerson(api.services, one);
        await foldAll(api.services);
        expect((await rebuild(api.services)).drift).toBe(0);
        const { rows } = await api.database.pool.query<{ people: number }>(
          `SELECT count(DISTINCT (part_key, person_id))::int AS people FROM truth.confirmations
         WHERE revoked_at IS NULL AND group_code <> 'students'`,
        );
        expect(await countAt(api, NATION)).toBe(rows[0]!.people);
        const whole = (await countAt(api, NGHE_AN)) + (await countAt(api, HA_NOI)) + (await countAt(api, 0));
        expect(whole).toBe(rows[0]!.people);
      }),
      { numRuns: 25 },
    );
  },
);

test('people counted together count as each by herself, page after page, nobody twice and nobody left out', async () => {
  const people = Array.from({ length: 7 }, (_, index) => somebody(1 + (index % 3)));
  for (const [index, person] of people.entries()) {
    await truth.setHome(person, communes[index % 2]!);
    await truth.confirm(person);
    if (index < 3) await truth.confirm(person, { group: 'officials' });
  }
  const seen: string[] = [];
  for (let last: PersonKey | undefined; ;) {
    const page = await listConfirmedAfter(api.services.db, last, 2);
    seen.push(...page.map((person) => person.personId));
    last = page.at(-1);
    if (!last) break;
  }
  expect(seen.toSorted()).toEqual(people.map((person) => person.personId).toSorted());
  // Two count overlapping people at the same time, one of them in the other order.
  await Promise.all([
    refreshPeople(api.services, people),
    refreshPeople(api.services, people.toReversed()),
    refreshPerson(api.services, people[3]!),
  ]);
  await foldAll(api.services);
  expect([await countAt(api, NATION), await countAt(api, NATION, 'officials-confirmed')]).toEqual([7, 3]);
  expect([await countAt(api, communes[0]!), await countAt(api, communes[1]!)]).toEqual([4, 3]);
  expect(await refreshPeople(api.services, people)).toBe(0);
  expect((await rebuild(api.services)).drift).toBe(0);
});

test('a figure that was tampered with is found, recorded and put right by the rebuild', async () => {
  const person = somebody();
  await truth.setHome(person, communes[0]!);
  await truth.confirm(person);
  await refreshPerson(api.services, person);
  await foldAll(api.services);
  await rebuild(api.services);
  await api.database.pool.query(`UPDATE movement.figures SET num = 7 WHERE unit_id = 1`);
  expect(await rebuild(api.services)).toMatchObject({ drift: 1 });
  expect(await countAt(api, NATION)).toBe(1);
  await api.database.pool.query('UPDATE movement.totals SET num = 9 WHERE unit_id = $1', [NGHE_AN]);
  expect(await rebuild(api.services)).toMatchObject({ drift: 1 });
  expect(await rebuild(api.services)).toMatchObject({ drift: 0 });
  const totals = await api.database.pool.query('SELECT year, num FROM movement.totals WHERE unit_id = $1', [
    NGHE_AN,
  ]);
  expect(totals.rows).toEqual([{ year: 2026, num: 1 }]);
  const { rows } = await api.database.pool.query('SELECT unit_id, live, rebuilt FROM movement.drifts');
  expect(rows).toEqual([{ unit_id: 1, live: 7, rebuilt: 1 }]);
});

test('confirmations without facts are counted by the running program: not by a command, nor when it is about to end', async () => {
  const person = somebody();
  await truth.setHome(person, communes[0]!);
  await truth.confirm(person);
  // A command starts every module and closes the database when it is done: nothing may go on behind it.
  await movement.start?.(api.services);
  await movement.background!(api.services, AbortSignal.abort());
  await new Promise((done) => setTimeout(done, 100));
  expect(await countAt(api, communes[0]!)).toBe(0);
  await movement.background!(api.services, new AbortController().signal);
  expect(await countAt(api, communes[0]!)).toBe(1);
});
