import { afterAll, beforeAll, expect, test } from 'vitest';
import { provinceId } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { getScene, listScenePacks, listScenes, sendPractice } from '#modules/practice/index.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { getDraft, listDrafts, startDraft } from '../domain/contract.ts';
import { HA_NOI, TestDesk } from './testing.ts';

let api: TestApi;
let desk: TestDesk;
beforeAll(async () => {
  api = await startTestApi();
  desk = await TestDesk.open(api);
});
afterAll(() => api.close());

const copy = (title: string) => desk.begin({ kind: 'scene', title, copies: 'ket-noi-wifi' });
const errors = (draft: any): string[] =>
  draft.faults
    .filter(({ severity }: any) => severity === 'error')
    .map(({ at, what }: any) => `${at}: ${what}`);
const save = async (draft: any, change: (scene: any) => void) => {
  const content = structuredClone(draft.content);
  change(content.scene);
  expect((await desk.save(draft, content)).status).toBe(200);
  return desk.reread(draft);
};

test('a copy of a shipped scene is published for the people of the unit, and practised by them', async () => {
  const draft = await copy('Chữ to ở phường');
  expect([draft.kind, draft.title, draft.lesson, errors(draft)]).toEqual([
    'scene',
    'Chữ to ở phường',
    'chu-to-o-phuong',
    [],
  ]);
  const commune = (await treeOf(api.services.db)).descendants(HA_NOI, 'commune')[0]!.id;
  const [here, there] = [await desk.livingIn(commune), await desk.livingIn(provinceId('79'))];
  const listed = async (who: typeof here) =>
    (await who.call(listScenes)).body.scenes.filter(({ id }: any) => id === draft.lesson);
  expect(await listed(here)).toEqual([]);
  await desk.publish(draft);
  expect(await listed(here)).toMatchObject([{ title: { vi: 'Chữ to ở phường' }, local: 'Thành phố Hà Nội' }]);
  expect(await listed(there)).toEqual([]);
  const packs = async (who: typeof here) =>
    (await who.call(listScenePacks)).body.packs.map(({ scene }: any) => scene);
  expect(await packs(here)).toContain(draft.lesson);
  expect(await packs(there)).not.toContain(draft.lesson);
  // Whoever has the address may practise it; what she does is kept.
  const { body: view } = await there.call(getScene, { params: { scene: draft.lesson } });
  expect(view.file).toMatchObject({ kind: 'scene', id: draft.lesson });
  const run = {
    id: newUuid(),
    kind: 'run' as const,
    scene: draft.lesson,
    mode: 'alone' as const,
    at: new Date().toISOString(),
    seconds: 20,
    tappedBy: 'learner' as const,
    isDone: true,
    hints: { nudge: 0, highlight: 0, show: 0 },
    errors: 0,
    repairs: 0,
    undone: 0,
    guarded: 0,
    seed: 0,
  };
  expect((await here.call(sendPractice, { body: { events: [run] } })).body.kept).toEqual([run.id]);
  await desk.act(await desk.reread(draft), 'retire');
  expect(await listed(here)).toEqual([]);
  expect((await there.call(getScene, { params: { scene: draft.lesson } })).status).toBe(404);
});

test('the buttons of a choice stand as they were written, for the editor and for who practises', async () => {
  const written = { 'khong-bao-gio': 'Không bao giờ', co: 'Có', 'de-sau': 'Để sau' };
  const slip = { tenNha: { label: 'Tên nhà', value: 'Nhà bác' }, so: { label: 'Số', value: '12' } };
  const draft = await save(await copy('Thứ tự'), (scene) => {
    scene.state.nhac = { values: written, start: 'co' };
    scene.slip = { ...slip, ...scene.slip };
    scene.screens[0].blocks.push({ kind: 'choice', id: 'nhac', text: 'Nhắc lại?', of: 'nhac' });
  });
  expect(errors(draft)).toEqual([]);
  expect(Object.keys(draft.content.scene.state.nhac.values)).toEqual(Object.keys(written));
  await desk.publish(draft);
  const { body } = await api.browser().call(getScene, { params: { scene: draft.lesson } });
  const { state, slip: shown } = body.file as any;
  expect(Object.keys(state.nhac.values)).toEqual(Object.keys(written));
  expect(Object.keys(shown).slice(0, 2)).toEqual(['tenNha', 'so']);
  // Numbers would be put in order of their size by every program that reads them.
  const counted = await save(draft, (scene) => {
    scene.state.nhac = { values: { 30: 'Ba mươi', 5: 'Năm' } };
  });
  expect(errors(counted)).toEqual([expect.stringMatching(/^scene\.state\.nhac/)]);
});

test('an empty one says what is missing at its place, and is not sent on', async () => {
  const draft = await desk.begin({ kind: 'scene', title: 'Bài trống' });
  expect(errors(draft)).toContainEqual(expect.stringMatching(/^scene\.task\.0: /));
  expect(errors(draft)).toContainEqual(expect.stringMatching(/^scene\.screens\.0\.blocks\.0\.text: /));
  const { status, body } = await desk.act(draft, 'submit');
  expect([status, body.code]).toEqual([422, 'authoring/has-faults']);
});

test('what the checker finds by playing stands at its place, in words', async () => {
  const draft = await copy('Sai để thử');
  const broken = await save(draft, (scene) => {
    delete scene.screens[1].back;
    scene.screens[0].blocks.push({ kind: 'toggle', id: 'la', text: 'Lạ', flips: 'khongCo' });
    scene.task = ['Số của bác là 0912345678.'];
    scene.la = 1;
  });
  expect(errors(broken)).toEqual(['scene.la: Không có mục “la”.']);
  const named = await save(broken, (scene) => delete scene.la);
  expect(errors(named)).toEqual([
    expect.stringMatching(/^scene\.screens\.0\.blocks\.\d+: khongCo phải là biến kiểu bool/),
    expect.stringMatching(/^scene\.screens\.1: Màn hình \S+ chưa có đường quay lại\.$/),
    expect.stringMatching(/^scene\.task\.0: Có số trông như của người thật/),
  ]);
  const again = await desk.begin({ kind: 'scene', title: 'Bẫy', copies: 'ket-noi-wifi' });
  const stuck = await save(again, (scene) => {
    scene.goal = { all: [scene.goal, { not: scene.goal }] };
  });
  expect(errors(stuck)).toContain('scene.goal: Không có cách nào tới đích.');
});

test('what is no scene, or another kind, is refused', async () => {
  const unknown = await desk.begin({ kind: 'scene', title: 'x', copies: 'khong-co' });
  expect([unknown.status, unknown.body.code]).toEqual([404, 'authoring/scene-not-found']);
  // A gym is no scene.
  expect((await desk.begin({ kind: 'scene', copies: 'phong-tap-lua-dao' })).status).toBe(404);
  const draft = await copy('Khác loại');
  const lesson = await desk.begin({ title: 'Một bài' });
  expect((await desk.save(draft, lesson.content)).body.code).toBe('authoring/other-kind');
  let deep: unknown = true;
  for (let depth = 0; depth < 60; depth++) deep = { not: deep };
  expect((await desk.save(draft, { scene: { goal: deep } } as never)).status).toBe(422);
  expect((await desk.save(draft, { scene: [], more: 1 } as never)).status).toBe(422);
  for (const [who, status] of [
    [api.browser(), 401],
    [await desk.staff('content-editor', provinceId('79')), 404],
    [await desk.staff('mentor', HA_NOI), 404],
  ] as const) {
    const body = { id: newUuid(), kind: 'scene' as const, title: 'x' };
    expect((await who.call(startDraft, { params: { unit: HA_NOI }, body })).status).toBe(status);
    expect((await who.call(getDraft, { params: { draft: draft.id } })).status).toBe(status);
  }
  const { body } = await desk.writer.call(listDrafts, { params: { unit: HA_NOI }, query: { kind: 'scene' } });
  expect(body.shipped.map(({ id }: any) => id)).toContain('ket-noi-wifi');
  expect(body.shipped.map(({ id }: any) => id)).not.toContain('phong-tap-lua-dao');
});
