import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as identityApi from '../src/modules/identity/index.ts';
import { createAdmin, createDemoStaff, identity, registerScope } from '../src/modules/identity/server.ts';
import { totpCode } from '../src/modules/identity/server.ts';
import { newUuid } from '../src/platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../src/server/testing.ts';

const {
  acceptInvitation,
  changePassword,
  endGrant,
  getInvitation,
  getMe,
  getSecondFactor,
  giveCode,
  grantRole,
} = identityApi;
const { inviteAgain, inviteStaff, listStaff, signInStaff } = identityApi;

/** Unit 1 holds 10 and 20; 10 holds 11. */
const parents: Record<number, number> = { 10: 1, 20: 1, 11: 10 };
const within = (unit: number, ancestor: number): boolean =>
  unit === ancestor || (parents[unit] !== undefined && within(parents[unit]!, ancestor));

const password = 'chuồn chuồn tre bốn cánh';
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity] });
  registerScope(within);
  for (const [login, unitId] of [
    ['bo', 1],
    ['tinh', 10],
    ['xa', 11],
    ['khac', 20],
  ] as const) {
    await createDemoStaff(api.services, {
      login,
      name: `Cán bộ ${login}`,
      password,
      grants: [{ role: 'administrator', unitId }],
    });
  }
});
// Each test starts with no pause left over from the one before, also when that one failed half-way.
beforeEach(() => void later(90));
afterAll(async () => {
  registerScope((unit, ancestor) => unit === ancestor);
  await api?.close();
});

async function staffBrowser(login: string, secret = password): Promise<TestBrowser> {
  const browser = api.browser();
  const first = await browser.call(signInStaff, { body: { login, password: secret } });
  expect(first.status, JSON.stringify(first.body)).toBe(200);
  const second = await browser.call(giveCode, { body: { code: first.body.demoCode } });
  expect(second.status, JSON.stringify(second.body)).toBe(200);
  return browser;
}
const later = (minutes: number) => (api.clock.now = new Date(api.clock.now.getTime() + minutes * 60_000));
const pathOf = (person: { partKey: number; personId: string }) => ({
  partKey: person.partKey,
  personId: person.personId,
});

test('password and code open a strong session with the roles', async () => {
  const browser = await staffBrowser('bo');
  expect((await browser.call(getMe)).body).toMatchObject({
    signedIn: true,
    staff: true,
    name: 'Cán bộ bo',
    grants: [{ role: 'administrator', unitId: 1 }],
  });
});

test('the password alone opens nothing', async () => {
  const browser = api.browser();
  await browser.call(signInStaff, { body: { login: 'tinh', password } });
  expect((await browser.call(getMe)).body.signedIn).toBe(false);
  expect((await browser.call(giveCode, { body: { code: '000000' } })).body.code).toBe('identity/wrong-code');
  expect((await api.browser().call(giveCode, { body: { code: '000000' } })).body.code).toBe(
    'identity/sign-in-again',
  );
});

test('a code is good once, and the step of the sign-in too', async () => {
  const [one, two] = [api.browser(), api.browser()];
  const { demoCode } = (await one.call(signInStaff, { body: { login: 'khac', password } })).body;
  await two.call(signInStaff, { body: { login: 'khac', password } });
  const step = one.cookies.get('bdhvs_2')!;
  expect((await one.call(giveCode, { body: { code: demoCode } })).status).toBe(200);
  expect((await two.call(giveCode, { body: { code: demoCode } })).body.code).toBe('identity/wrong-code');
  const replay = api.browser();
  replay.cookies.set('bdhvs_2', step);
  expect((await replay.call(getSecondFactor)).body.ways).toEqual([]);
});

test('an unknown name and a wrong password answer alike', async () => {
  const strip = (body: object) => ({ ...body, correlationId: '' });
  const wrong = await api.browser().call(signInStaff, { body: { login: 'xa', password: 'wrong' } });
  const unknown = await api.browser().call(signInStaff, { body: { login: 'khong-co', password: 'wrong' } });
  expect(wrong.status).toBe(401);
  expect(strip(unknown.body)).toEqual(strip(wrong.body));
});

test.each(['xa', 'khong-co-ai'])(
  'after five wrong tries %s must wait, even a hundred at once',
  async (login) => {
    const tries = await Promise.all(
      Array.from({ length: 20 }, () =>
        api.browser().call(signInStaff, { body: { login, password: 'wrong' } }),
      ),
    );
    expect(tries.filter((reply) => reply.status === 401)).toHaveLength(5);
    expect(tries.filter((reply) => reply.body.code === 'identity/wait-before-trying')).toHaveLength(15);
    const right = await api.browser().call(signInStaff, { body: { login, password } });
    expect(right.status).toBe(429);
    later(1);
    const after = await api.browser().call(signInStaff, { body: { login, password } });
    expect(after.status).toBe(login === 'xa' ? 200 : 401);
    later(90);
  },
);

test('the pause grows to fifteen minutes and no further', async () => {
  const login = 'kien-tri';
  const paused: number[] = [];
  for (let round = 0; round < 12; round++) {
    await api.browser().call(signInStaff, { body: { login, password: 'wrong' } });
    const { rows } = await sql<{ until: Date | null }>`
      SELECT max(blocked_until) AS until FROM identity.attempts`.execute(api.services.db);
    const until = rows[0]!.until;
    if (until && until > api.clock.now) {
      paused.push((until.getTime() - api.clock.now.getTime()) / 1000);
      api.clock.now = new Date(until.getTime() + 1);
    }
  }
  expect(paused).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  later(120);
});

test('an administrator invites, the invited sets her own password, and the invitation is used up', async () => {
  const admin = await staffBrowser('tinh');
  const id = newUuid();
  const invited = await admin.call(inviteStaff, {
    body: { id, name: 'Người Mới', login: 'nguoi.moi', role: 'clerk', unitId: 11 },
  });
  expect(invited.status, JSON.stringify(invited.body)).toBe(200);
  const token = invited.body.path.split('/').at(-1);
  const browser = api.browser();
  const seen = (await browser.call(getInvitation, { params: { token } })).body;
  expect(seen).toMatchObject({ login: 'nguoi.moi', name: 'Người Mới' });
  const code = () => totpCode(seen.secret, api.clock.now);
  const accept = (body: object) => browser.call(acceptInvitation, { params: { token }, body });
  expect((await accept({ password: 'ngắn', code: code() })).body.code).toBe('identity/weak-password');
  expect((await accept({ password: 'nguoi.moi123', code: code() })).body.code).toBe('identity/weak-password');
  expect((await accept({ password, code: '000000' })).body.code).toBe('identity/wrong-code');
  expect((await accept({ password, code: code() })).status).toBe(200);
  expect((await browser.call(getMe)).body.grants).toEqual([{ role: 'clerk', unitId: 11 }]);
  expect((await accept({ password, code: code() })).body.code).toBe('identity/invitation-gone');
  const people = (await admin.call(listStaff, { query: { unitId: 11 } })).body.people;
  expect(people.map((one: { login: string; state: string }) => [one.login, one.state])).toEqual([
    ['nguoi.moi', 'active'],
    ['xa', 'active'],
  ]);
  later(1);
  await staffBrowser('nguoi.moi');
});

test('rights reach down, never up or aside', async () => {
  later(1);
  const admin = await staffBrowser('tinh');
  const ask = (unitId: number) =>
    admin.call(inviteStaff, {
      body: { id: newUuid(), name: 'Ai Đó', login: `ai-do-${unitId}`, role: 'administrator', unitId },
    });
  expect((await ask(1)).body.code).toBe('identity/above-yourself');
  expect((await ask(20)).body.code).toBe('identity/above-yourself');
  expect((await ask(11)).status).toBe(200);
  expect((await admin.call(listStaff, { query: { unitId: 1 } })).status).toBe(404);
  expect((await admin.call(listStaff, { query: { unitId: 20 } })).status).toBe(404);

  later(1);
  const top = await staffBrowser('bo');
  const [person] = (await top.call(listStaff, { query: { unitId: 1 } })).body.people;
  expect(
    (
      await admin.call(grantRole, {
        params: pathOf(person),
        body: { id: newUuid(), role: 'clerk', unitId: 11 },
      })
    ).status,
  ).toBe(404);
  // The one above takes a role in the ward: the ward's administrator still cannot reset her account.
  await top.call(grantRole, { params: pathOf(person), body: { id: newUuid(), role: 'mentor', unitId: 11 } });
  expect((await admin.call(inviteAgain, { params: pathOf(person), body: {} })).body.code).toBe(
    'identity/above-yourself',
  );
});

test('the last administrator stays; one with somebody above her may go', async () => {
  later(1);
  const top = await staffBrowser('bo');
  const [self] = (await top.call(listStaff, { query: { unitId: 1 } })).body.people;
  const own = self.grants.find((grant: { unitId: number; role: string }) => grant.unitId === 1);
  const refused = await top.call(endGrant, { params: { ...pathOf(self), grantId: own.id }, body: {} });
  expect(refused.body.code).toBe('identity/last-administrator');
  later(1);
  const gone = await staffBrowser('khac');
  const [other] = (await top.call(listStaff, { query: { unitId: 20 } })).body.people;
  expect(
    (await top.call(endGrant, { params: { ...pathOf(other), grantId: other.grants[0].id }, body: {} }))
      .status,
  ).toBe(200);
  expect((await gone.call(listStaff, { query: { unitId: 20 } })).status).toBe(404);
});

test('a clerk, a learner and nobody manage nobody', async () => {
  later(1);
  const clerk = await staffBrowser('nguoi.moi');
  for (const browser of [clerk, api.browser()]) {
    expect((await browser.call(listStaff, { query: { unitId: 11 } })).status).toBe(404);
    const body = { id: newUuid(), name: 'Kẻ Gian', login: 'ke-gian', role: 'administrator', unitId: 11 };
    expect((await browser.call(inviteStaff, { body })).status).toBe(404);
  }
});

test('changing the password ends the other sessions', async () => {
  later(1);
  const [one, two] = [await staffBrowser('xa'), (later(1), await staffBrowser('xa'))];
  expect(
    (await one.call(changePassword, { body: { current: 'wrong', next: 'mười hai con giáp' } })).status,
  ).toBe(401);
  expect(
    (await one.call(changePassword, { body: { current: password, next: 'mười hai con giáp' } })).status,
  ).toBe(200);
  expect((await one.call(getMe)).body.signedIn).toBe(true);
  expect((await two.call(getMe)).body.signedIn).toBe(false);
  later(1);
  await staffBrowser('xa', 'mười hai con giáp'.normalize('NFD'));
});

test('a staff session ends after twelve hours', async () => {
  later(1);
  const browser = await staffBrowser('bo');
  later(12 * 60 + 1);
  expect((await browser.call(getMe)).body.signedIn).toBe(false);
});

test('odd input is refused before anything is asked', async () => {
  const browser = api.browser();
  const bodies = [
    {},
    { login: 'bo' },
    { login: 'bo', password, admin: true },
    { login: 'x'.repeat(300), password },
    { login: { $gt: '' }, password },
  ];
  for (const body of bodies) expect((await browser.call(signInStaff, { body })).status).toBe(422);
  expect(
    (
      await browser.send('/api/identity/staff/sign-in', {
        method: 'POST',
        body: 'x'.repeat(100_000),
        headers: { 'content-type': 'application/json' },
      })
    ).status,
  ).toBe(413);
  const reply = await browser.call(signInStaff, { body: { login: "' OR 1=1 --<script>", password } });
  expect(reply.status).toBe(401);
});

test('the command line makes an administrator with or without a password', async () => {
  const ready = await createAdmin(api.services, { login: 'dong-lenh', unitId: 1, password });
  expect(ready.kind).toBe('ready');
  const invited = await createAdmin(api.services, { login: 'dong-lenh-2', unitId: 1 });
  expect(invited).toMatchObject({
    kind: 'invited',
    path: expect.stringMatching(/^\/can-bo\/thu-moi\/[\w-]{43}$/),
  });
  await expect(createAdmin(api.services, { login: 'dong-lenh', unitId: 1 })).rejects.toMatchObject({
    code: 'identity/login-taken',
  });
});

test('the audit log is read within reach only, and reading it is a line of it', async () => {
  later(1);
  const [top, ward] = [await staffBrowser('bo'), await staffBrowser('tinh')];
  const { listAudit, checkAudit } = identityApi;
  const lines = (await top.call(listAudit)).body.lines as { action: string; by: string | null }[];
  expect(lines.some((line) => line.action === 'identity.grant-role')).toBe(true);
  expect((await top.call(listAudit)).body.lines[0]).toMatchObject({
    action: 'identity.read-audit',
    by: 'bo',
  });
  expect((await top.call(checkAudit)).body.faults).toEqual([]);
  expect((await ward.call(listAudit, { query: { unitId: 11 } })).status).toBe(200);
  expect((await ward.call(listAudit)).status).toBe(404);
  expect((await ward.call(listAudit, { query: { unitId: 20 } })).status).toBe(404);
  expect((await ward.call(checkAudit)).status).toBe(404);
  expect((await api.browser().call(listAudit, { query: { unitId: 11 } })).status).toBe(404);
  expect((await top.call(listAudit, { query: { before: "'; DROP TABLE" } })).status).toBe(422);
});
