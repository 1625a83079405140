import { afterAll, beforeAll, expect, test } from 'vitest';
import { initialState, replay } from '../modules/assessment/domain/replay.ts';
import { currentBundle, getBundle } from '../modules/assessment/server/bundle.ts';
import { ledgerOf } from '../modules/assessment/server/exposure-ledger.ts';
import type { SessionRow } from '../modules/assessment/server/tables.ts';
import { startSession } from '../modules/assessment/index.ts';
import { getMe } from '../modules/identity/index.ts';
import { signInWith } from '../../tests/identity-visitor.ts';
import { verifyDocument } from '../modules/credentials/domain/contract-documents.ts';
import type { CredentialRow } from '../modules/credentials/server/credential.store.ts';
import { openCredential } from '../modules/credentials/server/sealed.ts';
import { foldAgain } from '../modules/learning/server/progress.store.ts';
import { rebuild } from '../modules/movement/server/rebuild.ts';
import { PERSONA } from './demo-persona.ts';
import { startDemoProvider, type DemoProvider } from './demo-provider.ts';
import { loadDemo, refuseDemoInProduction, removeDemo, watchDemo } from './demo.ts';
import { startTestApi, type TestApi } from './testing.ts';

let api: TestApi;
let provider: DemoProvider;
const said: string[] = [];
let before: Record<string, number>;
let interrupted: Record<string, number>;

/** Rows of every table of every module. */
async function countRows(): Promise<Record<string, number>> {
  const { rows } = await api.database.pool.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgboss') ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const counted = await api.database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${name}`);
    counts[name] = counted.rows[0]!.n;
  }
  return counts;
}

const rows = async <T extends object>(text: string): Promise<T[]> =>
  (await api.database.pool.query<T>(text)).rows;
const count = async (text: string): Promise<number> =>
  Number((await api.database.pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${text}`)).rows[0]!.n);

beforeAll(async () => {
  provider = await startDemoProvider(['http://localhost:3000']);
  api = await startTestApi({ env: provider.settings as Record<string, string> });
  before = await countRows();
  // The power fails once people have moved in: all that follows is said of the load that was begun anew.
  await expect(
    loadDemo(api.services, api.database.url, (line) => {
      if (/invented people/.test(line)) throw new Error('power failure');
    }),
  ).rejects.toThrow('power failure');
  interrupted = await countRows();
  await loadDemo(api.services, api.database.url, (line) => said.push(line));
}, 120_000);
afterAll(async () => {
  await api?.close();
  await provider?.close();
});

test('invents about two thousand people over one province, all marked', async () => {
  expect(await count("identity.persons WHERE kind = 'resident' AND synthetic")).toBeGreaterThan(1_900);
  expect(await count('identity.persons WHERE NOT synthetic')).toBe(0);
  expect(await count("identity.persons WHERE home_unit_id IS NULL AND kind = 'resident'")).toBe(60);
  expect(await count('credentials.credentials WHERE NOT synthetic')).toBe(0);
  expect(await count('credentials.credentials WHERE revoked_at IS NOT NULL')).toBeGreaterThan(3);
  expect(await count('credentials.pending')).toBeGreaterThan(20);
  expect(await count('assessment.sessions WHERE finished_at IS NULL')).toBeGreaterThan(20);
  const learners = await rows<{ n: number }>(
    `SELECT count(p.id)::int AS n FROM organisations.pub_units u
     LEFT JOIN identity.persons p ON p.home_unit_id = u.id AND p.kind = 'resident'
     WHERE u.parent_id = 1040 AND u.kind = 'commune' GROUP BY u.id`,
  );
  expect(learners).toHaveLength(130);
  expect(learners.filter(({ n }) => n === 0).length).toBeGreaterThan(5);
  expect(Math.max(...learners.map(({ n }) => n))).toBeGreaterThan(60);
});

test('nothing happens in the future, nobody is confirmed before she passed and agreed', async () => {
  const now = api.clock.now.toISOString();
  for (const [table, column] of [
    ['learning.events', 'at'],
    ['assessment.answers', 'answered_at'],
    ['assessment.sessions', 'started_at'],
    ['credentials.credentials', 'issued_at'],
    ['credentials.credentials', 'revoked_at'],
    ['identity.consents', 'at'],
  ])
    expect(await count(`${table} WHERE ${column} > '${now}'`), `${table}.${column}`).toBe(0);
  expect(
    await count(`credentials.credentials c JOIN assessment.sessions s ON s.part_key = c.part_key AND s.id = c.session_id
      WHERE s.verdict <> 'passed' OR s.finished_at > c.issued_at`),
  ).toBe(0);
  expect(
    await count(`credentials.credentials c WHERE NOT EXISTS (SELECT 1 FROM identity.consents i
      WHERE i.part_key = c.part_key AND i.person_id = c.person_id AND i.purpose = 'confirmation' AND i.at <= c.issued_at)`),
  ).toBe(0);
});

test('every sampled test can be played again by the engine, and nobody took one too early', async () => {
  const sessions = await rows<SessionRow>(
    'SELECT * FROM assessment.sessions WHERE synthetic ORDER BY id LIMIT 150',
  );
  for (const session of sessions) {
    const { bank, rules } = await getBundle(api.services.db, session.bundle);
    const answers = await rows<{ itemId: string; right: boolean }>(
      `SELECT item_id AS "itemId", is_right AS right FROM assessment.answers
       WHERE part_key = ${session.part_key} AND session_id = '${session.id}' ORDER BY position`,
    );
    const again = replay(bank, rules, initialState(session.state), answers);
    expect(again).toMatchObject({ kind: 'same', state: session.state });
    const end = again.kind === 'same' && again.step.kind === 'finished' ? again.step.verdict : null;
    expect(end).toBe(session.verdict);
  }
  expect(
    await count(`assessment.sessions a JOIN assessment.sessions b ON b.part_key = a.part_key AND b.person_id = a.person_id
      AND b.started_at > a.started_at AND b.started_at < a.finished_at + interval '24 hours'`),
  ).toBe(0);
  const [asked] = await rows<{ n: number }>(
    "SELECT sum(administered)::int AS n FROM assessment.exposure WHERE item_id <> ''",
  );
  const [shown] = await rows<{ n: number }>(
    "SELECT sum(jsonb_array_length(state->'asked'))::int AS n FROM assessment.sessions",
  );
  expect(asked!.n).toBe(shown!.n);
});

test('confirmations bear signatures that the verifier accepts', async () => {
  const found = await rows<CredentialRow>(
    'SELECT * FROM credentials.credentials WHERE revoked_at IS NULL ORDER BY id LIMIT 20',
  );
  for (const row of found) {
    const sealed = await openCredential(api.services, row);
    const reply = await api.browser().call(verifyDocument, { body: { jwt: sealed!.jwt } });
    expect(reply.body).toMatchObject({ verdict: 'valid' });
  }
});

test('progress is what folding the events gives, and figures are what recounting gives', async () => {
  const people = await rows<{ part_key: number; person_id: string }>(
    'SELECT part_key, person_id FROM learning.progress ORDER BY person_id LIMIT 40',
  );
  const before = await rows('SELECT * FROM learning.progress ORDER BY person_id, lesson_id');
  for (const one of people)
    await foldAgain(api.database.db, { partKey: one.part_key, personId: one.person_id });
  expect(await rows('SELECT * FROM learning.progress ORDER BY person_id, lesson_id')).toEqual(before);
  expect((await rebuild(api.services)).drift).toBe(0);
  expect(await count('movement.drifts')).toBe(0);
});

test('the watch over tests finds the evening on which one phone went from hand to hand', async () => {
  const { rows } = await api.database.pool.query(
    'SELECT DISTINCT kind FROM assessment.signals ORDER BY kind',
  );
  expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['impossible-speed', 'shared-device']));
});

test('a quarter of reports stands in several states, closed above with who was missing', async () => {
  const states = await rows<{ state: string; n: number }>(
    'SELECT state, count(*)::int AS n FROM reporting.reports GROUP BY state ORDER BY state',
  );
  expect(states.map(({ state }) => state)).toEqual(['accepted', 'entered', 'returned', 'sent']);
  const [closing] = await rows<{ missing: number }>(
    'SELECT jsonb_array_length(missing)::int AS missing FROM reporting.closings',
  );
  expect(closing!.missing).toBeGreaterThan(5);
});

test('pages are told at the first question', async () => {
  expect(await watchDemo(api.services)()).toBe(true);
});

test('a visitor may be somebody who has a certificate already', async () => {
  expect(
    await count(`identity.identifiers i JOIN credentials.credentials c ON c.part_key = i.part_key AND c.person_id = i.person_id
      WHERE i.kind = 'national-id' AND c.revoked_at IS NULL`),
  ).toBe(1);
});

test('loads once; what an interruption left half done is begun anew', async () => {
  const there = await countRows();
  expect(interrupted['identity.persons']).toBeGreaterThan(1_900);
  expect(interrupted['identity.persons']).toBe(there['identity.persons']);
  expect(interrupted['assessment.sessions']).toBe(0);
  await loadDemo(api.services, api.database.url, (line) => said.push(line));
  expect(await countRows()).toEqual(there);
});

test('is refused in production', async () => {
  const config = { ...api.services.config, demo: false };
  await expect(loadDemo({ ...api.services, config }, api.database.url, () => {})).rejects.toThrow(
    'refused in production',
  );
  await expect(refuseDemoInProduction({ ...api.services, config })).rejects.toThrow('demo');
});

test('takes every row away again, and who signed in for a trial, but for the log of what was done', async () => {
  for (const form of [{ resident: PERSONA.subject }, { resident: 'mau-1' }, { name: 'Lò Thị Thử' }]) {
    const browser = api.browser();
    expect((await browser.call(startSession, { body: { group: 'citizens' } })).status).toBe(200);
    await signInWith(browser, form);
    expect((await browser.call(getMe)).body).toMatchObject({ signedIn: true });
  }
  await api.drain();
  // What the process counts in memory is written every ten seconds.
  await ledgerOf(api.services.db, currentBundle(api.services.content(), 'citizens')!).sync(api.services);
  expect(await count("identity.persons WHERE kind = 'resident' AND NOT synthetic")).toBe(2);
  await removeDemo(api.services, api.database.url, (line) => said.push(line));
  const {
    'identity.audit': _,
    'identity.audit_heads': __,
    // Sign-ins under way, without a name, are tidied every night; leases say which process works.
    'identity.sign_ins': signIns,
    'platform.leases': leases,
    'platform.facts': facts,
    ...rest
  } = await countRows();
  expect([signIns, leases]).toEqual([3, 1]);
  const {
    'identity.audit': ___,
    'identity.audit_heads': ____,
    'identity.sign_ins': _____,
    'platform.leases': ______,
    'platform.facts': had,
    ...expected
  } = before;
  expect(rest).toEqual(expected);
  // That it was removed, so that no later start brings it back.
  expect(facts! - had!).toBe(1);
  expect(said.at(-1)).toBe('Demo data: removed.');
  expect(await watchDemo(api.services)()).toBe(false);
});
