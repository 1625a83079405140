import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as identityApi from '../src/modules/identity/index.ts';
import {
  audit,
  auditRead,
  createDemoStaff,
  hasConsent,
  identity,
  learnerOf,
  openFor,
  registerHomes,
  requireConsent,
  sealFor,
  verifyAllAudit,
  verifyAudit,
} from '../src/modules/identity/server.ts';
import { systemContext, type Person } from '../src/platform/http/context.ts';
import { endpoint } from '../src/platform/http/endpoint.ts';
import type { ServerModule } from '../src/platform/http/module.ts';
import { route } from '../src/platform/http/route.ts';
import { newUuid } from '../src/platform/ids/uuid7.ts';
import { startDemoProvider, type DemoProvider } from '../src/server/demo-provider.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../src/server/testing.ts';
import * as v from 'valibot';
import { signInWith } from './identity-visitor.ts';

const {
  chooseConsent,
  endSession,
  eraseMine,
  exportMine,
  getMe,
  giveCode,
  listConsents,
  listSessions,
  setHome,
  signInStaff,
} = identityApi;

/** Keeps one sealed note a person, as an append-only module would. */
const notes = new Map<string, Buffer>();
const whoAmI = endpoint({
  method: 'POST',
  path: '/api/notes/who',
  summary: 'test',
  body: v.strictObject({}),
  output: v.any(),
});
const keeper: ServerModule = {
  name: 'notes',
  routes: [
    route(whoAmI, async (context) => {
      const person = await learnerOf(context);
      notes.set(person.personId, await sealFor(context, person, 'notes.note', 'điều riêng tư'));
      return { partKey: person.partKey, personId: person.personId };
    }),
  ],
  exportPerson: async (context, person) => {
    const note = notes.get(person.personId);
    return { note: note ? await openFor(context, person, 'notes.note', note) : null };
  },
};

let api: TestApi;
let provider: DemoProvider;
let owner: pg.Client;
beforeAll(async () => {
  provider = await startDemoProvider(['http://localhost:3000']);
  api = await startTestApi({ modules: [identity, keeper], env: provider.settings as Record<string, string> });
  registerHomes((unitId) => unitId === 100_001);
  owner = new pg.Client({ connectionString: api.database.url });
  await owner.connect();
});
afterAll(async () => {
  registerHomes(() => true);
  await owner?.end();
  await api?.close();
  await provider?.close();
});

async function resident(
  name: string,
): Promise<{ browser: TestBrowser; person: { partKey: number; personId: string } }> {
  const browser = api.browser();
  await signInWith(browser, { name });
  return { browser, person: (await browser.call(whoAmI, { body: {} })).body };
}
const asActor = (person: { partKey: number; personId: string }): Person => ({
  kind: 'person',
  ...person,
  sessionId: '',
  anonymous: false,
  grants: [],
  strongSince: undefined,
});

test('silence is not consent, and taking back is as easy as giving', async () => {
  const { browser, person } = await resident('Đồng Ý');
  const { consents } = (await browser.call(listConsents)).body;
  expect(consents.map((one: { given: boolean }) => one.given)).toEqual(consents.map(() => false));
  await expect(requireConsent(api.services.db, person, 'confirmation')).rejects.toMatchObject({
    code: 'identity/consent-needed',
  });
  const { version } = consents.find((one: { purpose: string }) => one.purpose === 'confirmation');
  const give = { id: newUuid(), purpose: 'confirmation', version, given: true };
  expect((await browser.call(chooseConsent, { body: give })).status).toBe(200);
  expect((await browser.call(chooseConsent, { body: give })).status).toBe(200);
  expect(await hasConsent(api.services.db, person, 'confirmation')).toBe(true);
  api.clock.now = new Date(api.clock.now.getTime() + 1000);
  await browser.call(chooseConsent, { body: { ...give, id: newUuid(), given: false } });
  expect(await hasConsent(api.services.db, person, 'confirmation')).toBe(false);
  const { rows } = await owner.query('SELECT given FROM identity.consents WHERE person_id = $1 ORDER BY at', [
    person.personId,
  ]);
  expect(rows.map((row) => row.given)).toEqual([true, false]);
});

test('nobody agrees to words that have changed, to unknown purposes, or without an account', async () => {
  const { browser } = await resident('Đọc Kỹ');
  const ask = (body: object, from = browser) =>
    from.call(chooseConsent, {
      body: { id: newUuid(), purpose: 'confirmation', version: '1', given: true, ...body },
    });
  expect((await ask({ version: '0' })).body.code).toBe('identity/text-changed');
  expect((await ask({ purpose: 'selling' })).body.code).toBe('identity/consent-unknown');
  expect((await ask({ extra: 1 })).status).toBe(422);
  const anonymous = api.browser();
  await anonymous.call(whoAmI, { body: {} });
  expect((await ask({}, anonymous)).body.code).toBe('identity/resident-needed');
  expect((await ask({}, api.browser())).body.code).toBe('identity/resident-needed');
});

test('the home commune is set and announced, and the part key stays', async () => {
  const { browser, person } = await resident('Chuyển Nhà');
  expect((await browser.call(setHome, { body: { unitId: 77 } })).body.code).toBe('identity/unit-unknown');
  expect((await browser.call(setHome, { body: { unitId: 100_001 } })).status).toBe(200);
  expect((await browser.call(getMe)).body.homeUnitId).toBe(100_001);
  const { rows } = await owner.query(
    "SELECT part_key, payload FROM platform.outbox WHERE name = 'identity.home-set'",
  );
  expect(rows).toEqual([{ part_key: person.partKey, payload: { personId: person.personId } }]);
  expect((await api.browser().call(setHome, { body: { unitId: 100_001 } })).status).toBe(401);
});

test('she sees her devices and signs one out; nobody else can', async () => {
  const { browser } = await resident('Hai Thiết Bị');
  const other = api.browser();
  await signInWith(other, { name: 'Hai Thiết Bị' });
  const { sessions } = (await browser.call(listSessions)).body;
  expect(sessions).toHaveLength(2);
  const theirs = sessions.find((one: { current: boolean }) => !one.current);
  const { browser: stranger } = await resident('Người Lạ');
  expect((await stranger.call(endSession, { body: { id: theirs.id } })).status).toBe(404);
  expect((await browser.call(endSession, { body: { id: theirs.id } })).status).toBe(200);
  expect((await other.call(getMe)).body.signedIn).toBe(false);
});

test('her copy holds what she gave and what others hold, and what was read', async () => {
  const browser = api.browser();
  await signInWith(browser, { resident: 'mau-1' });
  const person = (await browser.call(whoAmI, { body: {} })).body;
  await auditRead(
    { ...systemContext(api.services, 'x'), actor: asActor({ partKey: 1, personId: newUuid() }) },
    { subject: person, what: 'identity.record' },
  );
  const reply = await browser.call(exportMine);
  expect(reply.headers.get('content-disposition')).toContain('attachment');
  expect(reply.body).toMatchObject({
    person: { name: 'Nguyễn Thị Mẫu', birthDate: '1960-10-12', nationalId: '999000000001' },
    modules: { notes: { note: 'điều riêng tư' } },
  });
  expect(reply.body.log.map((one: { action: string; by: string }) => `${one.action} ${one.by}`)).toContain(
    'identity.read-record staff',
  );
  expect((await api.browser().call(exportMine)).status).toBe(401);
});

test('erasing destroys the key: nothing sealed can be read, she is signed out, and may begin anew', async () => {
  const browser = api.browser();
  const before = (await browser.call(whoAmI, { body: {} })).body;
  await signInWith(browser, { name: 'Xoá Tôi' });
  const person = (await browser.call(whoAmI, { body: {} })).body;
  expect((await browser.call(eraseMine, { body: { word: 'có' } })).body.code).toBe('identity/word-not-typed');
  expect((await browser.call(eraseMine, { body: { word: 'XÓA' } })).status).toBe(200);
  expect((await browser.call(getMe)).body.signedIn).toBe(false);
  for (const gone of [before, person]) {
    await expect(openFor(api.services, gone, 'notes.note', notes.get(gone.personId)!)).rejects.toThrow(
      'no key',
    );
  }
  await signInWith(browser, { name: 'Xoá Tôi' });
  expect((await browser.call(whoAmI, { body: {} })).body.personId).not.toBe(person.personId);
  const { rows } = await owner.query(
    'SELECT action FROM identity.audit WHERE subject_id = $1 ORDER BY seq DESC LIMIT 1',
    [person.personId],
  );
  expect(rows[0].action).toBe('identity.erase');
});

test('staff with a role are not erased by one word', async () => {
  await createDemoStaff(api.services, {
    login: 'giu-viec',
    name: 'Giữ Việc',
    password: 'mot hai ba bon nam',
    grants: [{ role: 'clerk', unitId: 5 }],
  });
  const browser = api.browser();
  const { demoCode } = (
    await browser.call(signInStaff, { body: { login: 'giu-viec', password: 'mot hai ba bon nam' } })
  ).body;
  await browser.call(giveCode, { body: { code: demoCode } });
  expect((await browser.call(eraseMine, { body: { word: 'xoá' } })).body.code).toBe('identity/roles-first');
});

test('the application cannot change or remove a line of the audit log or of the consent ledger', async () => {
  for (const statement of [
    "UPDATE identity.audit SET action = 'x'",
    'DELETE FROM identity.audit',
    'TRUNCATE identity.audit',
    'UPDATE identity.consents SET given = true',
    'DELETE FROM identity.consents',
  ]) {
    await expect(sql.raw(statement).execute(api.services.db), statement).rejects.toThrow('permission denied');
  }
});

test('whoever can write as owner is still found out: changed, removed and cut-off entries', async () => {
  const subject = { partKey: 4242, personId: newUuid() };
  const context = { ...systemContext(api.services, 'x'), actor: asActor(subject) };
  for (let index = 0; index < 5; index++) {
    await api.services.db
      .transaction()
      .execute((tx) => audit(tx, context, { action: 'test.note', subject, detail: { b: index, a: 'ă' } }));
  }
  expect(await verifyAudit(api.services.db, 4242)).toEqual({ sound: true, entries: 5 });

  const tamper = async (change: string, expected: object) => {
    await owner.query('BEGIN');
    await owner.query(change);
    await owner.query('COMMIT');
    expect(await verifyAudit(api.services.db, 4242)).toEqual({ sound: false, partKey: 4242, ...expected });
  };
  await tamper('UPDATE identity.audit SET detail = \'{"a":"ă","b":9}\' WHERE part_key = 4242 AND seq = 3', {
    seq: 3,
    what: 'changed',
  });
  await owner.query(
    'UPDATE identity.audit SET detail = \'{"b":2,"a":"ă"}\' WHERE part_key = 4242 AND seq = 3',
  );
  expect(await verifyAudit(api.services.db, 4242)).toEqual({ sound: true, entries: 5 });
  await tamper('DELETE FROM identity.audit WHERE part_key = 4242 AND seq = 5', { seq: 5, what: 'missing' });
  await tamper('DELETE FROM identity.audit WHERE part_key = 4242 AND seq = 2', { seq: 2, what: 'missing' });
  expect((await verifyAllAudit(api.services.db)).filter((verdict) => !verdict.sound)).toHaveLength(1);
});

test('entries written at once stand one after another', async () => {
  const subject = { partKey: 777, personId: newUuid() };
  const context = { ...systemContext(api.services, 'x'), actor: asActor(subject) };
  await Promise.all(
    Array.from({ length: 20 }, () =>
      api.services.db.transaction().execute((tx) => audit(tx, context, { action: 'test.note', subject })),
    ),
  );
  expect(await verifyAudit(api.services.db, 777)).toEqual({ sound: true, entries: 20 });
});
