import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provinceId } from '#modules/organisations/index.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { actOnPackage, getPackage, importPackage, sendReports, startViewing } from '../domain/contract.ts';
import { adoptPackages } from './keep-reports.ts';
import { answerPlay } from './play-server.ts';
import { formOf, scorm12, zip } from './testing.ts';

const HA_NOI = provinceId('01');
let api: TestApi;
let editor: TestBrowser;
let folder: string;
let server: Server;
let origin: string;
let course: string;
let waiting: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bdhvs-play-'));
  api = await startTestApi({ env: { BDHVS_DATA: folder } });
  server = createServer(answerPlay(api.services));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  editor = api.browser();
  await signInStaff(api, editor, 'content-editor', HA_NOI);
  course = await bring(zip({ ...scorm12('Một'), 'phim.mp4': '0123456789' }));
  waiting = await bring(zip(scorm12('Hai')));
  const other = api.browser();
  await signInStaff(api, other, 'content-editor', HA_NOI);
  await other.call(actOnPackage, { params: { package: course }, body: { act: 'publish' } });
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bring(file: Uint8Array<ArrayBuffer>): Promise<string> {
  const path = importPackage.path.replace(':unit', String(HA_NOI)).replace(':import', newUuid());
  return (await editor.send(path, { method: 'POST', body: formOf(file) })).body.package as string;
}
/** The path of a viewing; the listener of this test stands for the play origin. */
async function viewing(id = course, who = api.browser()): Promise<string> {
  const { body } = await who.call(startViewing, { params: { package: id } });
  return new URL(body.src).pathname;
}

test('a viewing opens the player and the files of its package, and lets them reach nothing else', async () => {
  const base = await viewing();
  const page = await fetch(origin + base);
  const policy = page.headers.get('content-security-policy')!;
  expect(policy).toContain("connect-src 'self' data: blob:;");
  expect(policy).toContain("frame-ancestors 'self' http://localhost:3000");
  expect(policy).toContain("form-action 'none'");
  expect([page.headers.get('set-cookie'), page.headers.get('referrer-policy')]).toEqual([
    null,
    'no-referrer',
  ]);
  expect(await page.text()).toContain('player/player.js');
  for (const file of [
    'player/player.js',
    'player/scorm.js',
    'player/scorm12.js',
    'player/scorm2004.js',
    'player/player.css',
  ])
    expect((await fetch(`${origin}${base}${file}`)).status, file).toBe(200);
  const part = await fetch(`${origin}${base}f/noi-dung/b%C3%A0i.html?che-do=1`);
  expect([part.status, part.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
});

test('sound and film are sent in parts', async () => {
  const base = await viewing();
  const part = await fetch(`${origin}${base}f/phim.mp4`, { headers: { range: 'bytes=2-4' } });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    'bytes 2-4/10',
    '234',
  ]);
  expect((await fetch(`${origin}${base}f/phim.mp4`, { headers: { range: 'bytes=10-' } })).status).toBe(416);
});

test('an address that was changed, has ended or leads elsewhere opens nothing', async () => {
  const base = await viewing();
  const [, , token] = base.split('/') as [string, string, string];
  const [text, seal] = token.split('.') as [string, string];
  const other = Buffer.from(Buffer.from(text, 'base64url').toString().replace(course, waiting)).toString(
    'base64url',
  );
  for (const path of [
    `/v/${other}.${seal}/`,
    `/v/${text}.${seal.slice(0, -2)}AA/`,
    `/v/${text}/`,
    `${base}f/khong-co.html`,
    `${base}f/..%2f..%2fmaster.key`,
    `${base}player/..%2fplay-server.ts`,
    `${base}h5p/main.bundle.js`,
    '/',
    '/%',
  ])
    expect((await fetch(origin + path)).status, path).toBe(404);
  expect((await fetch(origin + base, { method: 'POST' })).status).toBe(405);
  expect(
    (await fetch(`${origin}${base}f/phim.mp4`, { headers: { 'service-worker': 'script' } })).status,
  ).toBe(403);
  const now = api.clock.now;
  api.clock.now = new Date(now.getTime() + 9 * 60 * 60_000);
  expect((await fetch(origin + base)).status).toBe(404);
  api.clock.now = now;
});

test('what is not published opens for its unit alone, and nothing of it is kept', async () => {
  const learner = api.browser();
  expect((await learner.call(startViewing, { params: { package: waiting } })).status).toBe(404);
  expect((await learner.call(getPackage, { params: { package: waiting } })).status).toBe(404);
  expect((await editor.call(startViewing, { params: { package: waiting } })).body.trial).toBe(true);
  const { body } = await editor.call(sendReports, { body: { events: [report({ package: waiting })] } });
  expect([body.kept.length, body.dropped.length]).toEqual([0, 1]);
});

const report = (more: object = {}) => ({
  id: newUuid(),
  package: course,
  part: 'i1',
  at: '2026-11-21T08:00:00.000Z',
  completed: false,
  passed: null,
  score: null,
  seconds: 30,
  kept: '{"a":1}',
  ...more,
});

test('what a part told counts once, in any order: first finish, best points, newest memory', async () => {
  const learner = api.browser();
  const done = report({
    at: '2026-11-21T09:00:00.000Z',
    completed: true,
    passed: true,
    score: 80,
    kept: 'mới',
  });
  const later = report({ at: '2026-11-21T10:00:00.000Z', score: 40, kept: 'mới nữa' });
  const early = report({ score: 10, kept: 'cũ' });
  for (const one of [done, done, later, early]) {
    const { body } = await learner.call(sendReports, { body: { events: [one] } });
    expect(body.kept).toEqual([one.id]);
  }
  const { body } = await learner.call(getPackage, { params: { package: course } });
  expect(body.places).toEqual([
    { part: 'i1', completedAt: '2026-11-21T09:00:00.000Z', passed: true, score: 80 },
  ]);
  expect((await learner.call(startViewing, { params: { package: course } })).body.kept).toEqual({
    i1: 'mới nữa',
  });
  const { rows } = await api.database.pool.query('SELECT count(*)::int n FROM packages.reports');
  expect(rows[0].n).toBe(3);
  // Somebody else has nothing of it.
  expect((await api.browser().call(getPackage, { params: { package: course } })).body.places).toEqual([]);
});

test('what was done before signing in goes to the account, once', async () => {
  const { rows } = await api.database.pool.query('SELECT part_key, person_id FROM packages.places LIMIT 1');
  const from = { partKey: rows[0].part_key as number, personId: rows[0].person_id as string };
  const to = { partKey: 7, personId: newUuid() };
  for (let times = 0; times < 2; times++)
    await api.services.db.transaction().execute((tx) => adoptPackages(tx as never, from, to));
  const { rows: places } = await api.database.pool.query(
    'SELECT part_key, person_id, kept FROM packages.places',
  );
  expect(places).toEqual([{ part_key: 7, person_id: to.personId, kept: 'mới nữa' }]);
});
