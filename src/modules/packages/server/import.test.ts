import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { provinceId } from '#modules/organisations/index.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { makePack } from '../../authoring/server/make-pack.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import {
  actOnPackage,
  getUnitPackage,
  importPackage,
  listPackages,
  listUnitPackages,
} from '../domain/contract.ts';
import { formOf, scorm12, scorm2004, zip, type TestFiles } from './testing.ts';

const HA_NOI = provinceId('01');
let api: TestApi;
let editor: TestBrowser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bdhvs-packages-'));
  api = await startTestApi({ env: { BDHVS_DATA: folder } });
  editor = api.browser();
  await signInStaff(api, editor, 'content-editor', HA_NOI);
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

// Nobody brings as many files in a minute as these tests.
beforeEach(() => void (api.clock.now = new Date(api.clock.now.getTime() + 10_000)));

const path = (id: string) =>
  importPackage.path.replace(':unit', String(HA_NOI)).replace(':import', id) as `/api/${string}`;
const bring = (file: Uint8Array<ArrayBuffer>, name?: string, who = editor, id: string = newUuid()) =>
  who.send(path(id), { method: 'POST', body: formOf(file, name) });
const rowsOf = async (table: string): Promise<number> =>
  Number((await api.database.pool.query(`SELECT count(*) n FROM packages.${table}`)).rows[0].n);
const filesOnDisk = (): string[] =>
  readdirSync(join(folder, 'packages'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => one.name);

test('a SCORM package is taken in with its parts, its source and the name of every file', async () => {
  const { status, body } = await bring(zip(scorm12()));
  expect([status, body.state, body.reason]).toEqual([200, 'done', null]);
  const { body: made } = await editor.call(getUnitPackage, { params: { package: body.package } });
  expect(made).toMatchObject({
    title: 'An toàn mật khẩu',
    kind: 'scorm12',
    source: 'Tự làm để thử',
    files: 2,
    state: 'tried',
  });
  expect(made.list).toEqual([
    {
      id: 'i1',
      title: 'Phần một',
      href: 'noi-dung/b%C3%A0i.html?che-do=1',
      tells: true,
      mastery: 80,
      launch: '',
    },
  ]);
  // Nothing is before learners until another person publishes it.
  expect((await editor.call(listPackages)).body.packages).toEqual([]);
  const own = await editor.call(actOnPackage, {
    params: { package: body.package },
    body: { act: 'publish' },
  });
  expect([own.status, own.body.code]).toEqual([403, 'packages/own-work']);
  const other = api.browser();
  await signInStaff(api, other, 'leader', HA_NOI);
  await other.call(actOnPackage, { params: { package: body.package }, body: { act: 'publish' } });
  expect((await editor.call(listPackages)).body.packages).toMatchObject([
    { id: body.package, source: 'Tự làm để thử' },
  ]);
});

test('the same file again is nothing new; the same request again tells how it ended', async () => {
  const file = zip(scorm2004());
  const id = newUuid();
  const first = await bring(file, 'a.zip', editor, id);
  expect((await bring(file, 'b.zip')).body.package).toBe(first.body.package);
  expect((await bring(file, 'a.zip', editor, id)).body).toEqual(first.body);
});

test('files that lie in one folder more are found all the same', async () => {
  const wrapped = Object.fromEntries(
    Object.entries(scorm2004('Gói lồng')).map(([at, body]) => [`khoa/${at}`, body]),
  );
  const { body } = await bring(zip({ ...wrapped, '__MACOSX/khoa/._a': 'x' }));
  const { body: made } = await editor.call(getUnitPackage, { params: { package: body.package } });
  expect(made.list.map((one: { href: string }) => one.href)).toEqual(['noi-dung/a.html', 'noi-dung/b.html']);
});

test('a recording is a course of one part', async () => {
  const film = new Uint8Array(64);
  film.set([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70], 0);
  const { body } = await bring(film, 'Đi chợ.mp4');
  const { body: made } = await editor.call(getUnitPackage, { params: { package: body.package } });
  expect(made).toMatchObject({ kind: 'recording', title: 'Đi chợ', list: [{ href: 'recording.mp4' }] });
});

/** Bytes of a zip with each `from` written over by `to`, of one length. */
function patched(
  file: Uint8Array<ArrayBuffer>,
  from: Uint8Array | string,
  to: Uint8Array | string,
): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(file);
  const [search, write] = [Buffer.from(from), Buffer.from(to)];
  for (let at = bytes.indexOf(search); at >= 0; at = bytes.indexOf(search, at + search.length))
    write.copy(bytes, at);
  return new Uint8Array(bytes);
}
const withFile = (more: TestFiles) => zip({ ...scorm12('Gói lạ'), ...more });
const manifest = (xml: string) => zip({ ...scorm12(), 'imsmanifest.xml': xml });
const good = scorm12()['imsmanifest.xml'] as string;
/** Sets the flag "encrypted" of every entry, in its own head and in the directory. */
function locked(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(file);
  for (
    let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  )
    bytes[at + 8]! |= 1;
  return new Uint8Array(bytes);
}
const nested = zip({ 'a.txt': 'a' });

test.each<[string, Uint8Array<ArrayBuffer>, string]>([
  ['hostile-path', withFile({ '../../etc/cron.d/x.txt': 'x' }), '../../etc/cron.d/x.txt'],
  ['hostile-path', withFile({ '/etc/x.txt': 'x' }), '/etc/x.txt'],
  ['hostile-path', withFile({ 'C:/x.txt': 'x' }), 'C:/x.txt'],
  ['hostile-path', withFile({ 'a\\..\\x.txt': 'x' }), 'a\\..\\x.txt'],
  ['hostile-path', withFile({ 'a\u202egnp.html': 'x' }), 'a�gnp.html'],
  ['link', withFile({ 'l.html': [Buffer.from('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] }), 'l.html'],
  ['file-kind', withFile({ 'cai-dat.exe': 'MZ' }), 'cai-dat.exe'],
  ['file-kind', withFile({ 'a/index.php': '<?php' }), 'a/index.php'],
  ['nested-archive', withFile({ 'them.zip': nested }), 'them.zip'],
  ['nested-archive', withFile({ 'hinh.png': nested }), 'hinh.png'],
  ['bomb', withFile({ 'to.txt': new Uint8Array(3_000_000) }), 'to.txt'],
  ['encrypted', locked(zip(scorm12('Khoá'))), 'imsmanifest.xml'],
  ['doubled-name', patched(withFile({ 'aa1.txt': '1', 'aa2.txt': '2' }), 'aa2.txt', 'aa1.txt'), 'aa1.txt'],
  [
    'wrong-checksum',
    patched(withFile({ 'c.txt': [Buffer.from('nguyen-ven'), { level: 0 }] }), 'nguyen-ven', 'bi-sua-doi'),
    'c.txt',
  ],
  [
    'too-many-files',
    zip(Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`${n}.txt`, '']))),
    '5000',
  ],
  ['damaged', zip(scorm12()).slice(0, 400), ''],
  ['not-a-package', new Uint8Array(Buffer.from('%PDF-1.7 sách')), 'khoa-hoc.zip'],
  ['no-manifest', zip({ 'index.html': '<h1>web</h1>' }), ''],
  ['manifest-broken', manifest('<manifest><organizations></manifest>'), 'imsmanifest.xml:1'],
  [
    'manifest-entities',
    manifest(`<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${good}`),
    'imsmanifest.xml',
  ],
  [
    'manifest-entities',
    manifest(`<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><manifest>&x;</manifest>`),
    'imsmanifest.xml',
  ],
  ['nothing-to-open', manifest('<manifest><resources/></manifest>'), 'organizations'],
  ['missing-file', zip({ 'imsmanifest.xml': good }), 'i1: noi-dung/bài.html'],
  [
    'outside-address',
    manifest(good.replace('href="noi-dung/b%C3%A0i.html"', 'href="https://example.org/a"')),
    'r1: https://example.org/a',
  ],
  [
    'hostile-path',
    manifest(good.replace('href="noi-dung/b%C3%A0i.html"', 'href="..%2f..%2fetc/passwd"')),
    '../../etc/passwd',
  ],
  ['no-file', new Uint8Array(0), ''],
])('%s: refused with the reason and its place, and nothing is left', async (reason, file, place) => {
  const before = { rows: [await rowsOf('packages'), await rowsOf('files')], disk: filesOnDisk() };
  const { status, body } = await bring(file);
  expect([status >= 400, body.code, body.place]).toEqual([true, `packages/${reason}`, place]);
  expect(body.title).not.toBe(body.code);
  expect([await rowsOf('packages'), await rowsOf('files')]).toEqual(before.rows);
  expect(filesOnDisk()).toEqual(before.disk);
  expect(readdirSync(join(folder, 'packages', 'incoming'))).toEqual([]);
});

test('the unit reads why a file was refused; a form without a script comes back to its page', async () => {
  const id = newUuid();
  const back = await editor.send(`${path(id)}?returnTo=/ban-lam-viec/${HA_NOI}/khoa-hoc-ngoai`, {
    method: 'POST',
    body: formOf(zip({ 'index.html': 'x' }), 'trang.zip'),
    redirect: 'manual',
  });
  expect([back.status, back.headers.get('location')]).toEqual([
    303,
    `/ban-lam-viec/${HA_NOI}/khoa-hoc-ngoai?nhap=${id}`,
  ]);
  const { body } = await editor.call(listUnitPackages, { params: { unit: HA_NOI } });
  expect(body.imports.find((one: { id: string }) => one.id === id)).toMatchObject({
    state: 'refused',
    reason: 'no-manifest',
    fileName: 'trang.zip',
  });
});

test('whoever has no role at the unit brings nothing', async () => {
  const stranger = api.browser();
  await signInStaff(api, stranger, 'content-editor', provinceId('79'));
  expect((await bring(zip(scorm12('Lạ')), 'a.zip', stranger)).status).toBe(404);
  expect((await bring(zip(scorm12('Lạ')), 'a.zip', api.browser())).status).toBe(401);
});

test('a package that was never published is removed with the files that no other needs', async () => {
  const shared = { 'chung.txt': 'hai gói cùng có' };
  const [one, two] = [
    await bring(zip({ ...scorm12('Một'), ...shared })),
    await bring(zip({ ...scorm12('Hai'), ...shared })),
  ];
  const before = filesOnDisk().length;
  const removed = await editor.call(actOnPackage, {
    params: { package: one.body.package },
    body: { act: 'remove' },
  });
  expect(removed.body.state).toBe(null);
  // Its manifest alone goes: the page and the shared file are the other's too.
  expect(filesOnDisk().length).toBe(before - 1);
  expect((await editor.call(getUnitPackage, { params: { package: two.body.package } })).status).toBe(200);
});

test('lessons of another installation become drafts of the unit, once', async () => {
  const pack = await makePack(api.services, { lesson: 'nhan-ra-cuoc-goi-lua-dao' }, 'nơi khác');
  expect((await bring(pack, 'bai.zip')).body).toMatchObject({
    state: 'done',
    package: null,
    filesDone: 1,
    files: 1,
  });
  expect((await bring(pack, 'bai.zip')).body).toMatchObject({ state: 'done', filesDone: 0, files: 1 });
});
