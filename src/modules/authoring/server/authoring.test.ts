import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  getLesson,
  getPack,
  getProgramme,
  listPacks,
  listProgrammes,
  sendEvents,
} from '#modules/learning/index.ts';
import { provinceId } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import {
  actOnDraft,
  addPicture,
  getDraft,
  getVersion,
  listDrafts,
  saveDraft,
  startDraft,
} from '../domain/contract.ts';
import type { DraftLesson } from '../domain/draft.ts';
import { signInStaff } from './testing.ts';

const SHIPPED = 'nhan-ra-cuoc-goi-lua-dao';
const HA_NOI = provinceId('01');
let api: TestApi;
let commune: number;
let writer: TestBrowser;
let reviewer: TestBrowser;

beforeAll(async () => {
  api = await startTestApi();
  commune = (await treeOf(api.services.db)).descendants(HA_NOI, 'commune')[0]!.id;
  writer = await staff('content-editor', HA_NOI);
  reviewer = await staff('content-editor', HA_NOI);
});
afterAll(() => api.close());

async function staff(role: string, unit: number): Promise<TestBrowser> {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
}

const begin = async (body: object, who = writer, unit = HA_NOI): Promise<any> => {
  const reply = await who.call(startDraft, { params: { unit }, body: { id: newUuid(), ...body } });
  if (reply.status !== 200) return reply;
  return (await who.call(getDraft, { params: { draft: reply.body.draft } })).body;
};
const save = (draft: any, content: DraftLesson, who = writer, more: object = {}) =>
  who.call(saveDraft, {
    params: { draft: draft.id },
    body: { id: newUuid(), base: draft.version, content, ...more },
  });
const act = (draft: any, what: string, who = writer, note = '') =>
  who.call(actOnDraft, {
    params: { draft: draft.id },
    body: { id: newUuid(), act: what, version: draft.version, note },
  });
const reread = async (draft: any, who = writer) =>
  (await who.call(getDraft, { params: { draft: draft.id } })).body;

async function publish(draft: any): Promise<void> {
  for (const [what, who] of [
    ['submit', writer],
    ['sign', reviewer],
    ['publish', writer],
  ] as const)
    expect((await act(draft, what, who)).body).toMatchObject({ id: draft.id });
}

const jpeg = () =>
  sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#1c4587' } })
    .withExif({ IFD3: { GPSLatitude: '21/1 1/1 0/1' } })
    .jpeg()
    .toBuffer();
const upload = async (bytes: Uint8Array, type: string, who = writer) =>
  who.send(addPicture.path.replace(':unit', String(HA_NOI)), {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(bytes),
  });

describe('a wording of a shipped lesson', () => {
  let draft: any;
  let words: DraftLesson;
  beforeEach(async () => {
    const { body } = await writer.call(listDrafts, { params: { unit: HA_NOI } });
    const begun = body.drafts.find((one: { lesson: string }) => one.lesson === SHIPPED);
    draft = begun ? await reread(begun) : await begin({ replaces: SHIPPED });
    words = { ...draft.content, title: { ...draft.content.title, vi: 'Cuộc gọi lừa ở Hà Nội' } };
  });

  test('begins with the words of the lesson and no fault that has to be put right', () => {
    expect(draft).toMatchObject({ lesson: SHIPPED, replaces: true, state: 'draft' });
    expect(draft.faults.filter((one: any) => one.severity === 'error')).toEqual([]);
    expect(Object.keys(draft.pictures).length).toBeGreaterThan(0);
  });

  test('goes through another person to the readers of the unit, and to nobody else', async () => {
    await save(draft, words);
    draft = await reread(draft);
    expect((await act(draft, 'publish')).body).toMatchObject({ code: 'authoring/not-now' });
    await act(draft, 'submit');
    expect((await act(draft, 'sign')).body).toMatchObject({ status: 403, code: 'authoring/own-work' });
    await act(draft, 'sign', reviewer);
    const before = api.services.content().id;
    const { body } = await act(draft, 'publish');
    expect(body).toMatchObject({ state: 'published', live: true });
    expect(api.services.content().id).not.toBe(before);

    const stranger = await api.browser().call(getLesson, { params: { lesson: SHIPPED } });
    expect(stranger.body.title.vi).not.toBe('Cuộc gọi lừa ở Hà Nội');
    const resident = await livingIn(commune);
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
    await save(draft, changed);
    const resident = await livingIn(commune);
    const read = async () =>
      (await resident.call(getLesson, { params: { lesson: SHIPPED } })).body.title.vi as string;
    expect(await read()).toBe('Cuộc gọi lừa ở Hà Nội');
    draft = await reread(draft);
    expect(draft).toMatchObject({ state: 'draft', live: true });
    expect((await act(draft, 'retire')).body).toMatchObject({ state: 'retired', live: false });
    expect(await read()).not.toBe('Cuộc gọi lừa ở Hà Nội');
  });
});

describe('saving', () => {
  test('of two who write at once the second is told who was quicker, and loses nothing', async () => {
    const draft = await begin({ title: 'Hai người cùng viết' });
    const mine = { ...draft.content, summary: { vi: 'Của tôi', en: '' } };
    expect((await save(draft, { ...draft.content, minutes: 5 }, reviewer)).body).toMatchObject({
      version: 2,
    });
    const refused = await save(draft, mine);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'authoring/changed-meanwhile', version: 2, savedAt: expect.any(String) },
    });
    expect((await save({ ...draft, version: 2 }, mine)).body).toMatchObject({ version: 3 });
    const { versions } = await reread(draft);
    expect(versions.map((one: { number: number }) => one.number)).toEqual([3, 2, 1]);
  });

  test('the same saving sent twice is one version, and an old one can be taken up again', async () => {
    const draft = await begin({ title: 'Lưu hai lần' });
    const body = { id: newUuid(), base: 1, content: { ...draft.content, minutes: 3 } };
    for (let time = 0; time < 2; time++)
      expect((await writer.call(saveDraft, { params: { draft: draft.id }, body })).body.version).toBe(2);
    const old = await writer.call(getVersion, { params: { draft: draft.id, version: 1 } });
    await save({ ...draft, version: 2 }, old.body.content, writer, { restored: 1 });
    const now = await reread(draft);
    expect(now).toMatchObject({ version: 3, content: { minutes: 4 } });
    expect(now.versions[0]).toMatchObject({ number: 3, restored: 1 });
    expect((await writer.call(getVersion, { params: { draft: draft.id, version: 9 } })).body.code).toBe(
      'authoring/version-not-found',
    );
  });

  test('says what is wrong where it stands, in the words of the screen', async () => {
    const draft = await begin({ title: 'Còn thiếu' });
    const content: DraftLesson = structuredClone(draft.content);
    const [first] = content.steps;
    if (first?.kind === 'read') first.say = ['một '.repeat(21).trim(), 'Bác bấm nút AI.'];
    const { body } = await save(draft, content);
    const at = (place: string) => body.faults.filter((one: any) => one.at === place);
    expect(at('steps.0.say.0')).toEqual([
      { at: 'steps.0.say.0', severity: 'error', what: 'Câu dài quá 20 chữ. Hãy tách thành hai câu.' },
    ]);
    expect(at('steps.0.title')[0]).toMatchObject({ what: 'Chỗ này còn trống.' });
    expect(at('summary.vi')).toHaveLength(1);
    const refused = await act({ ...draft, version: 2 }, 'submit');
    expect(refused).toMatchObject({ status: 422, body: { code: 'authoring/has-faults' } });
    expect(refused.body.faults.length).toBeGreaterThan(3);
  });
});

describe('a lesson of one’s own', () => {
  test('with a picture that was taken in is read by everybody who has its address, and its progress is kept', async () => {
    const picture = (await upload(await jpeg(), 'image/jpeg')).body;
    expect(picture).toMatchObject({ width: 640, height: 480 });
    expect(picture.bytes).toBeLessThanOrEqual(48 * 1024);
    const draft = await begin({ title: 'Đăng ký lớp ở phường' });
    expect(draft.lesson).toBe('dang-ky-lop-o-phuong');
    await save(draft, filled(draft.content, picture.file));
    const ready = await reread(draft);
    expect(ready.faults.filter((one: any) => one.severity === 'error')).toEqual([]);
    await publish(ready);

    const anybody = api.browser();
    const { body } = await anybody.call(getLesson, { params: { lesson: draft.lesson } });
    expect(body.steps[0].picture.url).toBe(`/content/${picture.file.slice(0, 16)}/${picture.file}`);
    const shown = await anybody.send(picture.url);
    expect(shown.headers.get('content-type')).toBe('image/webp');
    const path = await anybody.call(getProgramme, { params: { programme: `bai-cua-${HA_NOI}` } });
    expect(path.body.chapters[0].lessons.map((one: { id: string }) => one.id)).toEqual([draft.lesson]);
    const waysOf = async (who: TestBrowser) =>
      (await who.call(listProgrammes)).body.programmes.map((one: { id: string }) => one.id);
    expect(await waysOf(await livingIn(commune))).toContain(`bai-cua-${HA_NOI}`);
    expect(await waysOf(anybody)).not.toContain(`bai-cua-${HA_NOI}`);
    const event = { id: newUuid(), kind: 'step-seen', lesson: draft.lesson, step: body.steps[0].id };
    const kept = await anybody.call(sendEvents, {
      body: { events: [{ ...event, at: new Date().toISOString() }] },
    });
    expect(kept.body).toMatchObject({ kept: [event.id], dropped: [] });
    expect(kept.body.progress[0]).toMatchObject({ lesson: draft.lesson, steps: 5 });
  });

  test('never takes the id of another lesson', async () => {
    const one = await begin({ title: 'Cùng tên' });
    const two = await begin({ title: 'Cùng tên' }, await staff('content-editor', 1), 1);
    expect([one.lesson, two.lesson]).toEqual(['cung-ten', 'cung-ten-2']);
    const shipped = (await writer.call(listDrafts, { params: { unit: HA_NOI } })).body.shipped[0];
    expect((await begin({ title: shipped.title })).lesson).not.toBe(shipped.id);
  });
});

describe('pictures', () => {
  test('say nothing of where they were taken', async () => {
    const { body } = await upload(await jpeg(), 'image/jpeg');
    const reply = await fetchBytes(body.url);
    expect((await sharp(reply).metadata()).exif).toBeUndefined();
  });

  test.each([
    ['an SVG', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'picture-kind'],
    ['an SVG that says it is a PNG', 'image/png', '<svg xmlns="http://www.w3.org/2000/svg"/>', undefined],
    ['what is no picture', 'image/png', 'xin chào', 'picture-unreadable'],
  ])('%s is refused or made a picture without code', async (_, type, text, code) => {
    const reply = await upload(Buffer.from(text), type);
    if (code) expect(reply.body.code).toBe(`authoring/${code}`);
    else expect([200, 422]).toContain(reply.status);
  });
});

describe('who may', () => {
  test.each([
    ['a clerk of the unit', 'clerk', () => HA_NOI],
    ['an editor of another province', 'content-editor', () => provinceId('31')],
    ['an editor of a commune beneath', 'content-editor', () => commune],
  ])('not %s', async (_, role, unit) => {
    const other = await staff(role, unit());
    const draft = await begin({ title: 'Của tỉnh' });
    expect((await other.call(getDraft, { params: { draft: draft.id } })).status).toBe(404);
    expect((await save(draft, draft.content, other)).status).toBe(404);
    expect((await act(draft, 'retire', other)).status).toBe(404);
  });

  test('an editor of the nation may write for a commune; a leader signs off and does not write', async () => {
    const nation = await staff('content-editor', 1);
    const draft = await begin({ replaces: SHIPPED }, nation, commune);
    expect(draft.unit.id).toBe(commune);
    await act(draft, 'submit', nation);
    const leader = await staff('leader', HA_NOI);
    expect((await reread(draft, leader)).may).toEqual(['return', 'sign']);
    expect((await save(draft, draft.content, leader)).status).toBe(404);
    expect((await act(draft, 'return', leader)).body.code).toBe('authoring/note-needed');
    expect((await act(draft, 'return', leader, 'Câu 2 khó hiểu')).body).toMatchObject({ state: 'draft' });
  });

  test('what was published cannot be rewritten, not even by the program', async () => {
    for (const table of ['versions', 'acts', 'publications', 'pictures'])
      await expect(api.database.pool.query(`DELETE FROM authoring.${table}`)).rejects.toThrow(
        /permission denied/,
      );
  });
});

function filled(content: DraftLesson, file: string): DraftLesson {
  const steps = content.steps.map((step, index) =>
    step.kind === 'read'
      ? {
          ...step,
          title: `Việc ${index + 1}`,
          say: ['Bác hỏi nhân viên ở bàn đầu tiên.'],
          picture: index === 0 ? { file, alt: 'Bàn hướng dẫn' } : null,
        }
      : {
          ...step,
          ask: 'Bác đến lớp thì làm gì trước?',
          choices: step.choices.map((choice) => ({
            ...choice,
            text: choice.right ? 'Hỏi nhân viên' : 'Đi về',
            feedback: 'Nhân viên chỉ bác chỗ ngồi.',
          })),
        },
  );
  return {
    ...content,
    summary: { vi: 'Bác vào lớp ở phường.', en: 'Join a class.' },
    title: { vi: 'Đăng ký lớp ở phường', en: 'Join a class' },
    steps,
  };
}

/** A resident who named a commune as her home. */
async function livingIn(unit: number): Promise<TestBrowser> {
  const browser = api.browser();
  const first = await browser.call(getLesson, { params: { lesson: SHIPPED } });
  const step = first.body.steps[0].id;
  const event = { id: newUuid(), kind: 'step-seen', lesson: SHIPPED, step, at: new Date().toISOString() };
  await browser.call(sendEvents, { body: { events: [event] } });
  await api.database.pool.query(
    `UPDATE identity.persons SET home_unit_id = $1 WHERE (part_key, id) IN
      (SELECT part_key, person_id FROM learning.events WHERE id = $2)`,
    [unit, event.id],
  );
  return browser;
}

async function fetchBytes(url: string): Promise<Buffer> {
  const { rows } = await api.database.pool.query<{ bytes: Buffer }>(
    'SELECT bytes FROM authoring.pictures WHERE digest = $1',
    [url.split('/').at(-1)!.slice(0, 16)],
  );
  return rows[0]!.bytes;
}
