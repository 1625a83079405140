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
import {
  actOnPackage,
  changeCaptions,
  getPackage,
  getUnitPackage,
  importPackage,
  removeCaptions,
  startViewing,
} from '../domain/contract.ts';
import { answerPlay } from './play-server.ts';
import { formOf, scorm12, zip } from './testing.ts';

const [HA_NOI, ELSEWHERE] = [provinceId('01'), provinceId('79')];
const FILM = new Uint8Array([
  0,
  0,
  0,
  24,
  ...Buffer.from('ftypisom'),
  ...Array.from({ length: 12 }, () => 0),
]);
const VTT = 'WEBVTT\n\n00:01.000 --> 00:03.000\nBác bấm nút xanh.\n\n00:04.000 --> 00:06.000\nXong rồi.\n';
let api: TestApi;
let editor: TestBrowser;
let leader: TestBrowser;
let folder: string;
let server: Server;
let origin: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bdhvs-captions-'));
  api = await startTestApi({ env: { BDHVS_DATA: folder } });
  server = createServer(answerPlay(api.services));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  [editor, leader] = [await staff('content-editor', HA_NOI), await staff('leader', HA_NOI)];
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function staff(role: string, unit: number): Promise<TestBrowser> {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
}
async function bring(file: Uint8Array<ArrayBuffer>, name: string): Promise<string> {
  const path = importPackage.path.replace(':unit', String(HA_NOI)).replace(':import', newUuid());
  return (await editor.send(path, { method: 'POST', body: formOf(file, name) })).body.package as string;
}
const film = () => bring(new Uint8Array([...FILM, ...crypto.getRandomValues(new Uint8Array(8))]), 'phim.mp4');
const caption = (id: string, text = VTT, language = 'vi', who = editor) =>
  who.call(changeCaptions, { params: { package: id, language: language as 'vi' }, body: { text } });
const publish = (id: string, who: TestBrowser) =>
  who.call(actOnPackage, { params: { package: id }, body: { act: 'publish' } });

test('captions are shown on the film and read below it, once another person has published them', async () => {
  const id = await film();
  expect((await caption(id)).body).toEqual({ cues: 2, seconds: 6 });
  // The same again is one of them; another language stands beside.
  expect((await caption(id)).status).toBe(200);
  expect((await caption(id, VTT.replace('Xong rồi', '[xong]'), 'rad')).status).toBe(200);
  expect((await publish(id, leader)).body.state).toBe('published');
  const learner = api.browser();
  expect((await learner.call(getPackage, { params: { package: id } })).body.transcripts).toEqual([
    {
      language: 'rad',
      paragraphs: [
        { from: 1, text: 'Bác bấm nút xanh.' },
        { from: 4, text: '[xong].' },
      ],
    },
    {
      language: 'vi',
      paragraphs: [
        { from: 1, text: 'Bác bấm nút xanh.' },
        { from: 4, text: 'Xong rồi.' },
      ],
    },
  ]);
  const base = new URL((await learner.call(startViewing, { params: { package: id } })).body.src).pathname;
  const page = await (await fetch(origin + base)).text();
  expect(page).toContain('"captions":[{"language":"rad","label":"Tiếng Ê-đê"},{"language":"vi"');
  const track = await fetch(`${origin}${base}captions/vi.vtt`);
  expect([track.status, track.headers.get('content-type')]).toEqual([200, 'text/vtt; charset=utf-8']);
  expect(await track.text()).toContain('00:00:04.000 --> 00:00:06.000\nXong rồi.');
  for (const name of ['km.vtt', 'vi.txt', '..%2fvi.vtt'])
    expect((await fetch(`${origin}${base}captions/${name}`)).status, name).toBe(404);
});

test('a faulty file is refused with its lines, and what was there stays', async () => {
  const id = await film();
  await caption(id);
  const { status, body } = await caption(
    id,
    'WEBVTT\n\n00:02.000 --> 00:01.000\nA\n\n00:03.000 --> 00:04.000\n<script>',
  );
  expect([status, body.code]).toEqual([422, 'packages/captions-faulty']);
  expect(body.faults).toEqual([
    { at: '3', what: 'Dòng 3: giờ hết sớm hơn giờ bắt đầu' },
    { at: '7', what: expect.stringMatching(/^Dòng 7: có mã lạ/) },
  ]);
  const { body: kept } = await editor.call(getUnitPackage, { params: { package: id } });
  expect(kept.transcripts).toHaveLength(1);
});

test('whoever brought the captions does not publish them, and what is published keeps its captions', async () => {
  const id = await film();
  const second = await staff('content-editor', HA_NOI);
  await caption(id, VTT, 'vi', second);
  expect((await editor.call(getUnitPackage, { params: { package: id } })).body.may).not.toContain('publish');
  expect((await publish(id, second)).body.code).toBe('packages/own-work');
  await publish(id, leader);
  const remove = () => editor.call(removeCaptions, { params: { package: id, language: 'vi' } });
  for (const reply of [await caption(id), await remove()])
    expect([reply.status, reply.body.code]).toEqual([409, 'packages/not-now']);
  await editor.call(actOnPackage, { params: { package: id }, body: { act: 'retire' } });
  expect([(await remove()).status, (await remove()).status]).toEqual([200, 200]);
  const { body } = await editor.call(getUnitPackage, { params: { package: id } });
  expect([body.transcripts, body.mayCaption]).toEqual([[], true]);
});

test('only editors of the unit change captions, and only of films and sounds', async () => {
  const id = await film();
  const course = await bring(zip(scorm12('Phụ đề')), 'goi.zip');
  expect((await caption(course)).body.code).toBe('packages/captions-not-here');
  expect((await caption(newUuid())).status).toBe(404);
  expect((await caption(id, VTT, 'xx')).status).toBe(422);
  expect((await caption(id, '')).status).toBe(422);
  expect((await caption(id, VTT, 'vi', api.browser())).status).toBe(401);
  expect((await caption(id, VTT, 'vi', leader)).status).toBe(404);
  expect((await caption(id, VTT, 'vi', await staff('content-editor', ELSEWHERE))).status).toBe(404);
  // What was never before learners goes with its captions.
  await caption(id);
  expect(
    (await editor.call(actOnPackage, { params: { package: id }, body: { act: 'remove' } })).body.state,
  ).toBeNull();
  const { rows } = await api.database.pool.query('SELECT 1 FROM packages.captions WHERE package_id = $1', [
    id,
  ]);
  expect(rows).toEqual([]);
});
