import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { credentials } from '#modules/credentials/server.ts';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { movement } from '#modules/movement/server.ts';
import { organisations, treeOf } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { reporting } from '#modules/reporting/server.ts';
import { listTasks } from '#modules/tasks/index.ts';
import { tasks } from '#modules/tasks/server.ts';
import type { Identity } from '#platform/http/module.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { consent, pass, signIn, useOutcomes } from '../../credentials/server/testing.ts';
import * as commend from '../domain/commendation-contract.ts';
import * as share from '../domain/initiative-contract.ts';
import { emulation } from '../server.ts';

/** Phú Lương ward and its city. */
const [WARD, CITY] = [109568, 1001];
let api: TestApi;
let other: number;
let ward: TestBrowser;
let beside: TestBrowser;
let city: TestBrowser;
let clerk: TestBrowser;
let lan: Identity;
let code: string;

const as = async (role: string, unit: number) => {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
};
/** What a report of a quarter said, sent and frozen. */
const reported = async (unit: number, period: string, num: number, verified?: number) => {
  const { db } = api.services;
  const part = (await treeOf(db)).find(unit)!.partKey;
  const at = new Date('2026-09-15T03:00:00Z');
  await sql`INSERT INTO reporting.reports (part_key, unit_id, form_id, period, state, edition, sent_at, changed_at)
    VALUES (${part}, ${unit}, 'bao-cao-quy', ${period}, 'sent', 1, ${at}, ${at})`.execute(db);
  for (const [kind, value] of [
    ['computed', num],
    ...(verified === undefined ? [] : [['verified', verified]]),
  ] as const)
    await sql`INSERT INTO reporting.numbers
      (part_key, unit_id, form_id, period, cell, kind, revision, num, den, source, source_date, grade, choice, reason, note, written_at)
      VALUES (${part}, ${unit}, 'bao-cao-quy', ${period}, 'adults-confirmed', ${kind}, 1, ${value}, 1000, 'x', '2026-09-14', 'E4', '', '', '', ${at})`.execute(
      db,
    );
};

beforeAll(async () => {
  api = await startTestApi({
    modules: [identity, organisations, framework, credentials, plans, tasks, movement, reporting, emulation],
  });
  useOutcomes();
  lan = await signIn(api.services, api.browser(), {
    name: 'Nguyễn Thị Lan',
    consents: ['confirmation'],
    homeUnitId: WARD,
  });
  await pass(api.services, lan);
  await api.drain();
  const { rows } = await sql<{ code: string }>`SELECT code FROM credentials.verifications`.execute(
    api.services.db,
  );
  code = rows[0]!.code;
  api.clock.now = new Date('2026-12-21T03:00:00Z');
  const tree = await treeOf(api.services.db);
  other = tree.children(CITY).find(({ id, kind }) => id !== WARD && kind === 'commune')!.id;
  [ward, beside, city, clerk] = await Promise.all([
    as('leader', WARD),
    as('clerk', other),
    as('leader', CITY),
    as('clerk', CITY),
  ]);
  await reported(WARD, '2026-Q3', 150);
  await reported(WARD, '2026-Q4', 200, 190);
  await reported(other, '2026-Q3', 940);
  await reported(other, '2026-Q4', 940, 940);
});
afterAll(() => api.close());

const idea = (more: object = {}) => ({
  title: 'Lớp tối ở nhà văn hoá',
  problem: 'Ban ngày bà con đi làm.',
  steps: [
    { title: 'Mượn máy chiếu', days: 7 },
    { title: 'Mở lớp thứ Sáu', days: null },
  ],
  cost: '1.500.000',
  result: 'Đông hơn.',
  numbers: { form: 'bao-cao-quy', period: '2026-Q4', cells: ['adults-confirmed'] },
  ...more,
});
const write = (browser: TestBrowser, initiative: string, more: object = {}, unit = WARD) =>
  browser.call(share.writeInitiative, { params: { unit, initiative }, body: idea(more) });
const step = (browser: TestBrowser, unit: number, initiative: string, act: string, words = '') =>
  browser.call(share.stepInitiative, { params: { unit, initiative }, body: { act, words } });
let published: string;

test('an initiative goes through the unit above into a library that is searched without marks', async () => {
  published = newUuid();
  for (let twice = 0; twice < 2; twice++) expect((await write(ward, published)).body.state).toBe('draft');
  const place = { params: { unit: other, initiative: published } };
  expect((await beside.call(share.getInitiative, place)).status).toBe(404);
  expect((await step(ward, WARD, published, 'submit')).body.state).toBe('submitted');
  expect((await write(ward, published)).body.code).toBe('emulation/not-now');
  expect((await step(clerk, CITY, published, 'return')).body.code).toBe('emulation/words-needed');
  expect((await step(clerk, CITY, published, 'publish')).body.code).toBe('emulation/leader-decides');
  for (let twice = 0; twice < 2; twice++)
    expect((await step(city, CITY, published, 'publish')).body.state).toBe('published');
  const { body } = await beside.call(share.getLibrary, {
    params: { unit: other },
    query: { q: 'may chieu lop toi' },
  });
  expect(body.found).toMatchObject([{ id: published, unit: { id: WARD }, replications: 0 }]);
  expect((await beside.call(share.getInitiative, place)).body).toMatchObject({
    cost: 1_500_000,
    numbers: [{ code: 'adults-confirmed', num: 200, den: 1000 }],
    mayTakeUp: true,
  });
});

test('whoever takes it up gets its steps as tasks, once, and tells how it went', async () => {
  const params = { unit: other, initiative: published, replication: newUuid() };
  const body = { from: '2026-12-22' };
  for (let twice = 0; twice < 2; twice++)
    expect((await beside.call(share.takeUp, { params, body })).body.tasks).toHaveLength(2);
  const again = { params: { ...params, replication: newUuid() }, body };
  expect((await beside.call(share.takeUp, again)).body.code).toBe('emulation/taken-up-already');
  expect((await ward.call(share.takeUp, { params: { ...params, unit: WARD }, body })).body.code).toBe(
    'emulation/own-initiative',
  );
  const { lines } = (await beside.call(listTasks, { params: { unit: other }, query: { side: 'given' } }))
    .body;
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ title: 'Mượn máy chiếu', dueOn: '2026-12-29' }),
      expect.objectContaining({ title: 'Mở lớp thứ Sáu', dueOn: null }),
    ]),
  );
  const tell = (worked: string, words = '') =>
    beside.call(share.tellOutcome, { params, body: { worked, words } });
  expect((await tell('no')).body.code).toBe('emulation/words-needed');
  await tell('yes');
  const library = (await ward.call(share.getLibrary, { params: { unit: WARD } })).body;
  expect(library.found[0]).toMatchObject({ replications: 1, worked: 1, told: 1 });
});

test('what is refused of an initiative', async () => {
  const id = newUuid();
  expect((await write(ward, id, { cost: '1,500.5' })).body.code).toBe('emulation/number-faults');
  expect((await write(ward, id, { steps: [] })).body.code).toBe('http/input-invalid');
  const numbers = { form: 'bao-cao-quy', period: '2026-Q4', cells: ['nothing'] };
  expect((await write(ward, id, { numbers })).body.code).toBe('emulation/unknown-cell');
  expect((await write(city, id)).body.code).toBe('emulation/unit-writes');
  expect((await write(beside, id)).status).toBe(404);
  expect((await write(api.browser(), id)).status).toBe(401);
  expect((await write(beside, published, {}, other)).body.code).toBe('emulation/initiative-not-found');
});

const propose = (browser: TestBrowser, unit: number, proposal: string, more: object = {}) =>
  browser.call(commend.propose, {
    params: { unit, proposal },
    body: {
      rule: 'don-vi-tien-bo',
      period: '2026-Q4',
      reason: 'Mở lớp tối.',
      initiative: null,
      code: null,
      ...more,
    },
  });
const decide = (browser: TestBrowser, unit: number, proposal: string, decision: string, words = '') =>
  browser.call(commend.decide, { params: { unit, proposal }, body: { decision, words } });

test('a unit that grew and held when checked is proposed; one that stands high and stood still is not', async () => {
  const { body } = await city.call(commend.getCommendations, {
    params: { unit: CITY },
    query: { period: '2026-Q4' },
  });
  const part = (id: number) =>
    body.rules[0].parts.find(({ unit }: { unit: { id: number } }) => unit.id === id).eligibility;
  expect(part(WARD)).toMatchObject({ eligible: true, criteria: [{ value: 0.95 }, { value: 5 }] });
  expect(part(other)).toMatchObject({ eligible: false, criteria: [{ met: true }, { met: false, value: 0 }] });
  expect(body.verified).toBe(false);
  expect((await propose(beside, other, newUuid())).body.code).toBe('emulation/not-eligible');
  const id = newUuid();
  for (let twice = 0; twice < 2; twice++)
    expect((await propose(ward, WARD, id, { initiative: published })).body.state).toBe('proposed');
  expect((await propose(ward, WARD, newUuid())).body.code).toBe('emulation/proposed-already');
  expect((await propose(ward, WARD, id, { reason: 'Khác' })).body.code).toBe('emulation/repeat-differs');
  expect((await decide(clerk, CITY, id, 'grant')).body.code).toBe('emulation/leader-decides');
  expect((await decide(ward, WARD, id, 'grant')).body.code).toBe('emulation/leader-decides');
  expect((await decide(beside, other, id, 'withdraw')).body.code).toBe('emulation/proposal-not-found');
  expect((await decide(city, CITY, id, 'refuse')).body.code).toBe('emulation/words-needed');
  for (let twice = 0; twice < 2; twice++)
    expect((await decide(city, CITY, id, 'grant')).body.state).toBe('granted');
  expect((await decide(ward, WARD, id, 'withdraw')).body.code).toBe('emulation/not-now');
});

test('a person is named only while she agrees', async () => {
  const person = { rule: 'ca-nhan-tieu-bieu', code };
  const id = newUuid();
  expect((await propose(ward, WARD, id, { ...person, code: null })).body.code).toBe(
    'emulation/person-needed',
  );
  expect((await propose(ward, WARD, id, { ...person, code: 'AAAA-AAAA-AAAA' })).body.code).toBe(
    'emulation/person-unknown',
  );
  expect((await propose(ward, WARD, id, person)).body.code).toBe('emulation/consent-missing');
  await consent(api.services, lan, 'commendation', true);
  expect((await propose(ward, WARD, id, person)).body.state).toBe('proposed');
  await decide(city, CITY, id, 'grant');
  const list = async () => {
    const { bytes } = await city.send(
      `/api/emulation/units/${CITY}/commendations/file?period=2026-Q4&as=csv`,
    );
    return new TextDecoder().decode(bytes);
  };
  expect(await list()).toContain('Nguyễn Thị Lan');
  api.clock.now = new Date(api.clock.now.getTime() + 1000);
  await consent(api.services, lan, 'commendation', false);
  expect(await list()).not.toContain('Lan');
  const { body } = await city.call(commend.getCommendations, {
    params: { unit: CITY },
    query: { period: '2026-Q4' },
  });
  expect(body.proposals.find((one: { id: string }) => one.id === id)).toMatchObject({
    person: { name: null },
  });
});
