import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identity, learnerOf } from '../src/modules/identity/server.ts';
import { getMe, signOut } from '../src/modules/identity/index.ts';
import { endpoint } from '../src/platform/http/endpoint.ts';
import type { Identity, ServerModule } from '../src/platform/http/module.ts';
import { route } from '../src/platform/http/route.ts';
import { startDemoProvider, type DemoProvider } from '../src/server/demo-provider.ts';
import { startTestApi, type TestApi } from '../src/server/testing.ts';
import * as v from 'valibot';
import { ProviderVisitor, signInWith } from './identity-visitor.ts';

/** A module that only has work to move: what each person did, by name. */
const work = new Map<string, string[]>();
let failing = false;
const doWork = endpoint({
  method: 'POST',
  path: '/api/deeds/do',
  summary: 'test',
  body: v.string(),
  output: v.object({}),
});
const worker: ServerModule = {
  name: 'work',
  routes: [
    route(doWork, async (context, { body }) => {
      const { personId } = await learnerOf(context);
      work.set(personId, [...(work.get(personId) ?? []), body]);
      return {};
    }),
  ],
  adopt: async (_tx, from: Identity, to: Identity) => {
    if (failing) throw new Error('the disk is full');
    const moved = work.get(from.personId) ?? [];
    work.delete(from.personId);
    work.set(to.personId, [...(work.get(to.personId) ?? []), ...moved]);
  },
};

let api: TestApi;
let provider: DemoProvider;
const everything = () => [...work.values()].flat().sort();
const count = async (query: ReturnType<typeof sql<{ n: number }>>) =>
  (await query.execute(api.services.db)).rows[0]!.n;

beforeAll(async () => {
  provider = await startDemoProvider(['http://localhost:3000']);
  api = await startTestApi({ modules: [identity, worker], env: provider.settings as Record<string, string> });
});
afterAll(async () => {
  await api?.close();
  await provider?.close();
});
beforeEach(() => {
  work.clear();
  failing = false;
});

test('a resident signs in by OpenID Connect and is known by her name', async () => {
  const browser = api.browser();
  const reply = await signInWith(browser, { resident: 'mau-1' }, '/bai-hoc?trang=2#cuoi');
  expect([reply.status, reply.headers.get('location')]).toEqual([302, '/bai-hoc?trang=2#cuoi']);
  expect((await browser.call(getMe)).body).toMatchObject({
    signedIn: true,
    anonymous: false,
    name: 'Nguyễn Thị Mẫu',
  });
});

test('name and identity number stand nowhere in clear', async () => {
  const browser = api.browser();
  await signInWith(browser, { resident: 'mau-3' });
  for (const table of ['persons', 'identifiers', 'sessions', 'audit', 'sign_ins', 'person_keys']) {
    const { rows } = await sql
      .raw<{ text: string }>(`SELECT t::text AS text FROM identity.${table} t`)
      .execute(api.services.db);
    const all = rows.map((row) => row.text).join('\n');
    for (const secret of ['999000000003', 'Ví Dụ', '2007']) {
      expect(
        all.includes(secret) || all.includes(Buffer.from(secret).toString('hex')),
        `${secret} in ${table}`,
      ).toBe(false);
    }
  }
});

test('what she did on the device before signing in moves to her account, once', async () => {
  const browser = api.browser();
  await browser.call(doWork, { body: 'a' });
  await browser.call(doWork, { body: 'b' });
  await signInWith(browser, { name: 'Người Mới' });
  await browser.call(doWork, { body: 'c' });
  expect(work.size).toBe(1);
  expect(everything()).toEqual(['a', 'b', 'c']);
  await signInWith(browser, { name: 'Người Mới' });
  expect(everything()).toEqual(['a', 'b', 'c']);
});

test('the same person on two devices has one account with the work of both', async () => {
  const [phone, tablet] = [api.browser(), api.browser()];
  await phone.call(doWork, { body: 'phone' });
  await tablet.call(doWork, { body: 'tablet' });
  await Promise.all([signInWith(phone, { name: 'Hai Máy' }), signInWith(tablet, { name: 'Hai Máy' })]);
  expect(work.size).toBe(1);
  expect(everything()).toEqual(['phone', 'tablet']);
  for (const browser of [phone, tablet]) expect((await browser.call(getMe)).body.name).toBe('Hai Máy');
});

test('late work of an adopted device follows by the sweep', async () => {
  const browser = api.browser();
  await browser.call(doWork, { body: 'early' });
  const [before] = work.keys();
  await signInWith(browser, { name: 'Đến Muộn' });
  work.set(before!, ['late']);
  const { systemContext } = await import('../src/platform/http/context.ts');
  await identity.schedules!['adopt-late-work']!.run(systemContext(api.services, 'test'));
  expect([...work.values()].filter((list) => list.length > 0)).toEqual([['early', 'late']]);
});

test('when moving the work fails, nobody is signed in and nothing is moved', async () => {
  const browser = api.browser();
  await browser.call(doWork, { body: 'kept' });
  const cookie = browser.cookies.get('bdhvs');
  failing = true;
  expect((await signInWith(browser, { name: 'Hỏng Giữa Chừng' })).status).toBe(500);
  expect(browser.cookies.get('bdhvs')).toBe(cookie);
  expect((await browser.call(getMe)).body).toMatchObject({ signedIn: false, anonymous: true });
  failing = false;
  await signInWith(browser, { name: 'Hỏng Giữa Chừng' });
  expect((await browser.call(getMe)).body.signedIn).toBe(true);
  expect(everything()).toEqual(['kept']);
});

test('signing in changes the session token, and the old one is worth nothing (fixation)', async () => {
  const browser = api.browser();
  await browser.call(doWork, { body: 'x' });
  const old = browser.cookies.get('bdhvs')!;
  await signInWith(browser, { resident: 'mau-2' });
  expect(browser.cookies.get('bdhvs')).not.toBe(old);
  const thief = api.browser();
  thief.cookies.set('bdhvs', old);
  expect((await thief.call(getMe)).body).toMatchObject({ signedIn: false, anonymous: false });
  const planted = api.browser();
  planted.cookies.set('bdhvs', 'A'.repeat(43));
  await signInWith(planted, { resident: 'mau-2' });
  expect(planted.cookies.get('bdhvs')).not.toBe('A'.repeat(43));
});

test('consent refused at the provider leads back with a reason, and the learner keeps her work', async () => {
  const browser = api.browser();
  await browser.call(doWork, { body: 'mine' });
  const reply = await signInWith(browser, { deny: '1' }, '/bai-hoc');
  expect(reply.headers.get('location')).toBe('/dang-nhap?loi=denied&returnTo=%2Fbai-hoc');
  await browser.call(doWork, { body: 'more' });
  expect(work.size).toBe(1);
});

test('a state that was used, is too old, unknown, or belongs to another browser opens nothing', async () => {
  const browser = api.browser();
  const begun = await browser.send('/api/identity/sign-in');
  const back = await new ProviderVisitor().answer(begun.headers.get('location')!, { resident: 'mau-4' });
  const path = back.pathname + back.search;
  const cookie = browser.cookies.get('bdhvs_in')!;

  const stranger = api.browser();
  expect((await stranger.send(path)).headers.get('location')).toContain('loi=forged');
  stranger.cookies.set('bdhvs_in', 'B'.repeat(43));
  expect((await stranger.send(path)).headers.get('location')).toContain('loi=forged');
  expect(
    (await browser.send('/api/identity/callback?code=x&state=made-up')).headers.get('location'),
  ).toContain('loi=forged');
  expect((await browser.send('/api/identity/callback')).headers.get('location')).toContain('loi=forged');

  expect((await browser.send(path)).headers.get('location')).toBe('/cua-toi');
  browser.cookies.set('bdhvs_in', cookie);
  expect((await browser.send(path)).headers.get('location')).toContain('loi=expired');

  const slow = api.browser();
  const begunLater = await slow.send('/api/identity/sign-in');
  const backLater = await new ProviderVisitor().answer(begunLater.headers.get('location')!, {
    resident: 'mau-4',
  });
  const now = api.clock.now;
  api.clock.now = new Date(now.getTime() + 11 * 60_000);
  expect((await slow.send(backLater.pathname + backLater.search)).headers.get('location')).toContain(
    'loi=expired',
  );
  api.clock.now = now;
  expect((await slow.call(getMe)).body.signedIn).toBe(false);
});

test('nobody is sent on to another site', async () => {
  for (const returnTo of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/api/identity/me',
    '/%0d%0aset-cookie:a=b',
  ]) {
    const reply = await signInWith(api.browser(), { resident: 'mau-5' }, returnTo);
    const goal = new URL(reply.headers.get('location')!, 'http://localhost:3000');
    expect(goal.origin).toBe('http://localhost:3000');
    expect(goal.pathname.startsWith('/api/')).toBe(false);
  }
});

test('signing out ends this session, everywhere ends them all', async () => {
  const browsers = [api.browser(), api.browser(), api.browser()] as const;
  for (const browser of browsers) await signInWith(browser, { name: 'Nhiều Máy' });
  const reply = await browsers[0].call(signOut, { body: {} });
  expect(reply.body.providerUrl).toContain(provider.issuer);
  expect((await browsers[0].call(getMe)).body.signedIn).toBe(false);
  expect((await browsers[1].call(getMe)).body.signedIn).toBe(true);
  const token = browsers[1].cookies.get('bdhvs')!;
  await browsers[1].call(signOut, { body: { everywhere: true } });
  for (const browser of browsers) expect((await browser.call(getMe)).body.signedIn).toBe(false);
  const thief = api.browser();
  thief.cookies.set('bdhvs', token);
  expect((await thief.call(getMe)).body.signedIn).toBe(false);
});

test('another site cannot sign anybody out (CSRF)', async () => {
  const browser = api.browser();
  await signInWith(browser, { resident: 'mau-1' });
  const reply = await browser.send('/api/identity/sign-out', {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
  });
  expect([reply.status, reply.body.code]).toEqual([403, 'http/other-origin']);
  const form = await browser.send('/api/identity/sign-out', {
    method: 'POST',
    body: new URLSearchParams({ a: '1' }),
  });
  expect(form.status).toBe(415);
  expect((await browser.call(getMe)).body.signedIn).toBe(true);
});

test('the session cookie is out of reach of scripts and other sites', async () => {
  const reply = await signInWith(api.browser(), { resident: 'mau-1' });
  const line = reply.headers.getSetCookie().find((one) => one.startsWith('bdhvs='))!;
  expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  expect(
    await count(
      sql<{
        n: number;
      }>`SELECT count(*) AS n FROM identity.sessions WHERE token_hash = ${/=([^;]+)/.exec(line)![1]!}`,
    ),
  ).toBe(0);
});
