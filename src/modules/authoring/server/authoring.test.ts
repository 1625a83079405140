import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  getLesson,
  getPack,
  getProgramme,
  listPacks,
  listProgrammes,
  sendEvents,
} from '#modules/learning/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { getVersion, listDrafts, saveDraft } from '../domain/contract.ts';
import type { DraftCheck, DraftLesson } from '../domain/draft.ts';
import { filled, HA_NOI, jpeg, SHIPPED, TestDesk } from './testing.ts';

let api: TestApi;
let desk: TestDesk;
let commune: number;

beforeAll(async () => {
  api = await startTestApi();
  commune = (await treeOf(api.services.db)).descendants(HA_NOI, 'commune')[0]!.id;
  desk = await TestDesk.open(api);
});
afterAll(() => api.close());

describe('a wording of a shipped lesson', () => {
  let draft: any;
  let words: DraftLesson;
  beforeEach(async () => {
    const { body } = await desk.writer.call(listDrafts, { params: { unit: HA_NOI } });
    const begun = body.drafts.find((one: { lesson: string }) => one.lesson === SHIPPED);
    draft = begun ? await desk.reread(begun) : await desk.begin({ replaces: SHIPPED });
    words = { ...draft.content, title: { ...draft.content.title, vi: 'Cuộc gọi lừa ở Hà Nội' } };
  });

  test('begins with the words of the lesson and no fault that has to be put right', () => {
    expect(draft).toMatchObject({ lesson: SHIPPED, replaces: true, state: 'draft' });
    expect(draft.faults.filter((one: any) => one.severity === 'error')).toEqual([]);
    expect(Object.keys(draft.pictures).length).toBeGreaterThan(0);
  });

  test('goes through another person to the readers of the unit, and to nobody else', async () => {
    await desk.save(draft, words);
    draft = await desk.reread(draft);
    expect((await desk.act(draft, 'publish')).body).toMatchObject({ code: 'authoring/not-now' });
    await desk.act(draft, 'submit');
    expect((await desk.act(draft, 'sign')).body).toMatchObject({ status: 403, code: 'authoring/own-work' });
    await desk.act(draft, 'sign', desk.reviewer);
    const before = api.services.content().id;
    const { body } = await desk.act(draft, 'publish');
    expect(body).toMatchObject({ state: 'published', live: true });
    expect(api.services.content().id).not.toBe(before);

    const stranger = await api.browser().call(getLesson, { params: { lesson: SHIPPED } });
    expect(stranger.body.title.vi).not.toBe('Cuộc gọi lừa ở Hà Nội');
    const resident = await desk.livingIn(commune);
    const own = await resident.call(getLesson, { params: { lesson: SHIPPED } });
    expect(own.body.title.vi).toBe('Cuộc gọi lừa ở Hà Nội');
    const packs = await resident.call(listPacks);
    const pack = packs.body.packs.find((one: { lesson: string }) => one.lesson === SHIPPED);
    expect(pack.version).toBe(own.body.version);
    for (const version of [pack.version, stranger.body.version])
      expect((await resident.call(getPack, { params: { lesson: SHIPPED, version } })).status).toBe(200);
  });

  test('what was published stays while it is changed, and what is taken back gives the shipped one again', async () => {
    const changed = { ...words, title: { ...words.title, vi: 'Chưa duyệt' } };
    await desk.save(draft, changed);
    const resident = await desk.livingIn(commune);
    const read = async () =>
      (await resident.call(getLesson, { params: { lesson: SHIPPED } })).body.title.vi as string;
    expect(await read()).toBe('Cuộc gọi lừa ở Hà Nội');
    draft = await desk.reread(draft);
    expect(draft).toMatchObject({ state: 'draft', live: true });
    expect((await desk.act(draft, 'retire')).body).toMatchObject({ state: 'retired', live: false });
    expect(await read()).not.toBe('Cuộc gọi lừa ở Hà Nội');
  });
});

describe('saving', () => {
  test('of two who write at once the second is told who was quicker, and loses nothing', async () => {
    const draft = await desk.begin({ title: 'Hai người cùng viết' });
    const mine = { ...draft.content, summary: { vi: 'Của tôi', en: '' } };
    expect((await desk.save(draft, { ...draft.content, minutes: 5 }, desk.reviewer)).body).toMatchObject({
      version: 2,
    });
    const refused = await desk.save(draft, mine);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'authoring/changed-meanwhile', version: 2, savedAt: expect.any(String) },
    });
    expect((await desk.save({ ...draft, version: 2 }, mine)).body).toMatchObject({ version: 3 });
    const { versions } = await desk.reread(draft);
    expect(versions.map((one: { number: number }) => one.number)).toEqual([3, 2, 1]);
  });

  test('the same saving sent twice is one version, and an old one can be taken up again', async () => {
    const draft = await desk.begin({ title: 'Lưu hai lần' });
    const body = { id: newUuid(), base: 1, content: { ...draft.content, minutes: 3 } };
    for (let time = 0; time < 2; time++)
      expect((await desk.writer.call(saveDraft, { params: { draft: draft.id }, body })).body.version).toBe(2);
    const old = await desk.writer.call(getVersion, { params: { draft: draft.id, version: 1 } });
    await desk.save({ ...draft, version: 2 }, old.body.content, desk.writer, { restored: 1 });
    const now = await desk.reread(draft);
    expect(now).toMatchObject({ version: 3, content: { minutes: 4 } });
    expect(now.versions[0]).toMatchObject({ number: 3, restored: 1 });
    expect((await desk.writer.call(getVersion, { params: { draft: draft.id, version: 9 } })).body.code).toBe(
      'authoring/version-not-found',
    );
  });

  test('says what is wrong where it stands, in the words of the screen', async () => {
    const draft = await desk.begin({ title: 'Còn thiếu' });
    const content: DraftLesson = structuredClone(draft.content);
    const [first] = content.steps;
    if (first?.kind === 'read') first.say = ['một '.repeat(21).trim(), 'Bác bấm nút AI.'];
    const { body } = await desk.save(draft, content);
    const at = (place: string) => body.faults.filter((one: any) => one.at === place);
    expect(at('steps.0.say.0')).toEqual([
      { at: 'steps.0.say.0', severity: 'error', what: 'Câu dài quá 20 chữ. Hãy tách thành hai câu.' },
    ]);
    expect(at('steps.0.title')[0]).toMatchObject({ what: 'Chỗ này còn trống.' });
    expect(at('summary.vi')).toHaveLength(1);
    const refused = await desk.act({ ...draft, version: 2 }, 'submit');
    expect(refused).toMatchObject({ status: 422, body: { code: 'authoring/has-faults' } });
    expect(refused.body.faults.length).toBeGreaterThan(3);
  });
});

describe('a lesson of one’s own', () => {
  test('with a picture that was taken in is read by everybody who has its address, and its progress is kept', async () => {
    const picture = (await desk.upload(await jpeg(), 'image/jpeg')).body;
    expect(picture).toMatchObject({ width: 640, height: 480 });
    expect(picture.bytes).toBeLessThanOrEqual(48 * 1024);
    const draft = await desk.begin({ title: 'Đăng ký lớp ở phường' });
    expect(draft.lesson).toBe('dang-ky-lop-o-phuong');
    const words = filled(draft.content, picture.file);
    const check = words.steps[2] as DraftCheck;
    const [first] = check.choices;
    const beside = (await desk.upload(await jpeg(), 'image/jpeg', 'choice')).body;
    expect(beside.bytes).toBeLessThanOrEqual(24 * 1024);
    first!.picture = { file: beside.file, alt: '' };
    await desk.save(draft, words);
    const silent = await desk.reread(draft);
    expect(silent.faults).toContainEqual(
      expect.objectContaining({ at: 'steps.2.choices.0.picture.alt', severity: 'error' }),
    );
    first!.picture.alt = 'Nhân viên áo xanh';
    await desk.save(silent, words);
    const ready = await desk.reread(draft);
    expect(ready.faults.filter((one: any) => one.severity === 'error')).toEqual([]);
    await desk.publish(ready);

    const anybody = api.browser();
    const { body } = await anybody.call(getLesson, { params: { lesson: draft.lesson } });
    expect(body.steps[0].picture.url).toBe(`/content/${picture.file.slice(0, 16)}/${picture.file}`);
    expect(body.steps[2].choices[0].picture).toEqual({
      url: `/content/${beside.file.slice(0, 16)}/${beside.file}`,
      alt: 'Nhân viên áo xanh',
    });
    const { packs } = (await anybody.call(listPacks)).body;
    expect(packs.some((pack: { lesson: string }) => pack.lesson === draft.lesson)).toBe(false);
    const home = await desk.livingIn(commune);
    const taken = (await home.call(listPacks)).body.packs.find(
      (pack: { lesson: string }) => pack.lesson === draft.lesson,
    );
    expect(taken.files.map((file: { url: string }) => file.url)).toContain(
      body.steps[2].choices[0].picture.url,
    );
    const shown = await anybody.send(picture.url);
    expect(shown.headers.get('content-type')).toBe('image/webp');
    const path = await anybody.call(getProgramme, { params: { programme: `bai-cua-${HA_NOI}` } });
    expect(path.body.chapters[0].lessons.map((one: { id: string }) => one.id)).toEqual([draft.lesson]);
    const waysOf = async (who: TestBrowser) =>
      (await who.call(listProgrammes)).body.programmes.map((one: { id: string }) => one.id);
    expect(await waysOf(await desk.livingIn(commune))).toContain(`bai-cua-${HA_NOI}`);
    expect(await waysOf(anybody)).not.toContain(`bai-cua-${HA_NOI}`);
    const event = { id: newUuid(), kind: 'step-seen', lesson: draft.lesson, step: body.steps[0].id };
    const kept = await anybody.call(sendEvents, {
      body: { events: [{ ...event, at: new Date().toISOString() }] },
    });
    expect(kept.body).toMatchObject({ kept: [event.id], dropped: [] });
    expect(kept.body.progress[0]).toMatchObject({ lesson: draft.lesson, steps: 5 });
  });

  test('never takes the id of another lesson', async () => {
    const one = await desk.begin({ title: 'Cùng tên' });
    const two = await desk.begin({ title: 'Cùng tên' }, await desk.staff('content-editor', 1), 1);
    expect([one.lesson, two.lesson]).toEqual(['cung-ten', 'cung-ten-2']);
    const shipped = (await desk.writer.call(listDrafts, { params: { unit: HA_NOI } })).body.shipped[0];
    expect((await desk.begin({ title: shipped.title })).lesson).not.toBe(shipped.id);
  });
});
