import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  getLesson,
  getProgramme,
  listProgrammes,
  searchCatalogue,
  type LessonView,
} from '#modules/learning/index.ts';
import { provinceId } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { listDrafts } from '../domain/contract.ts';
import { textsOf } from '#modules/learning/index.ts';
import { HA_NOI, SHIPPED, TestDesk } from './testing.ts';

const OTHER = 'kiem-chung-mot-tin';
let api: TestApi;
let desk: TestDesk;
let commune: number;
let lessons: string[];

beforeAll(async () => {
  api = await startTestApi();
  commune = (await treeOf(api.services.db)).descendants(HA_NOI, 'commune')[0]!.id;
  desk = await TestDesk.open(api);
  lessons = (await desk.writer.call(searchCatalogue, { query: { q: '' } })).body.lessons.map(
    (one: { id: string }) => one.id,
  );
});
afterAll(() => api.close());

const faultsOf = (draft: any, at: string) => draft.faults.filter((one: { at: string }) => one.at === at);
const lessonFor = async (who: TestBrowser, wording?: 'national'): Promise<LessonView> =>
  (await who.call(getLesson, { params: { lesson: SHIPPED }, query: wording ? { wording } : {} })).body;

describe('a unit’s own programme', () => {
  test('says what is missing, then stands before the people of the unit, in the order it was given', async () => {
    const draft = await desk.begin({ kind: 'programme', title: 'Tháng đầu ở phường' });
    expect(draft).toMatchObject({ kind: 'programme', lesson: 'thang-dau-o-phuong' });
    expect(faultsOf(draft, 'summary.vi')).toHaveLength(1);
    expect(faultsOf(draft, 'chapters.0')).toHaveLength(1);
    const [one, two, three] = lessons as [string, string, string];
    const chapters = [{ id: 'c-1', title: { vi: '', en: '' }, lessons: [two, one, 'khong-co-bai', one] }];
    const summary = { vi: 'Bác làm quen trong một tháng.', en: '' };
    const content = { ...draft.content, summary, group: 'citizens', chapters };
    await desk.save(draft, content);
    const wrong = await desk.reread(draft);
    expect(faultsOf(wrong, 'chapters.0.lessons.2')[0].what).toBe('Không còn bài này. Hãy bỏ ra.');
    expect(faultsOf(wrong, 'chapters.0.lessons.3')[0].what).toBe('Bài này đã có ở trên.');
    expect((await desk.act(wrong, 'submit')).body.code).toBe('authoring/has-faults');
    chapters[0]!.lessons = [three, one];
    await desk.save(wrong, content);
    await desk.publish(await desk.reread(wrong));

    const waysOf = async (who: TestBrowser) => (await who.call(listProgrammes)).body.programmes;
    const resident = await desk.livingIn(commune);
    expect(await waysOf(resident)).toContainEqual(
      expect.objectContaining({
        id: draft.lesson,
        local: 'Thành phố Hà Nội',
        group: 'citizens',
        lessons: [three, one],
      }),
    );
    const stranger = api.browser();
    expect((await waysOf(stranger)).some((way: { id: string }) => way.id === draft.lesson)).toBe(false);
    const byAddress = await stranger.call(getProgramme, { params: { programme: draft.lesson } });
    expect(byAddress.body.chapters[0].title.vi).toBe('Tháng đầu ở phường');
  });

  test('does not take the words of a lesson, and stands apart from lessons in work', async () => {
    const draft = await desk.begin({ kind: 'programme', title: 'Không phải bài' });
    const lesson = await desk.begin({ title: 'Bài thật' });
    expect((await desk.save(draft, lesson.content)).body.code).toBe('authoring/other-kind');
    const list = async (kind: 'lesson' | 'programme') =>
      (await desk.writer.call(listDrafts, { params: { unit: HA_NOI }, query: { kind } })).body.drafts.map(
        (one: { id: string }) => one.id,
      );
    expect(await list('programme')).toContain(draft.id);
    expect(await list('lesson')).not.toContain(draft.id);
  });

  test('can name lessons of the province it lies in, and none of another', async () => {
    const nation = await desk.staff('content-editor', 1);
    const draft = await desk.begin({ kind: 'programme', title: 'Ở phường' }, nation, commune);
    expect(draft.lessons.map((one: { id: string }) => one.id)).toContain(SHIPPED);
    expect(draft.lessons.find((one: { id: string }) => one.id === OTHER)?.from ?? null).toBeNull();
    const far = await desk.staff('content-editor', provinceId('31'));
    expect((await desk.save(draft, draft.content, far)).status).toBe(404);
  });
});

describe('a unit’s wording of a national lesson', () => {
  test('names its source, leads to the national one, and says when that one has moved on', async () => {
    const draft = await desk.begin({ replaces: SHIPPED });
    expect(draft.source).toEqual({ digest: draft.content.follows, moved: false });
    const title = { ...draft.content.title, vi: 'Cuộc gọi lừa ở Hà Nội' };
    await desk.save(draft, { ...draft.content, title });
    await desk.publish(await desk.reread(draft));
    const resident = await desk.livingIn(commune);
    expect(await lessonFor(resident)).toMatchObject({
      local: 'Thành phố Hà Nội',
      replaces: { moved: false },
    });
    const national = await lessonFor(resident, 'national');
    expect(national).toMatchObject({ local: null, replaces: null });
    expect(national.title.vi).not.toBe(title.vi);
    expect(await lessonFor(api.browser())).toEqual(national);

    // English, side by side: a step is given in English when all of it is there.
    const before = await desk.reread(draft);
    const [first] = before.content.steps;
    const texts = textsOf(before.content).filter(({ step }) => step === first.id);
    const en = Object.fromEntries(texts.map(({ key, source }) => [key, { text: `EN ${key}`, of: source }]));
    const rad = { title: { text: '[Ê-đê]', of: before.content.title.vi } };
    await desk.save(before, { ...before.content, translations: { en, rad } });
    await desk.publish(await desk.reread(before));
    const { variants } = await lessonFor(resident);
    expect(Object.keys(variants?.['en']?.steps ?? {})).toEqual([first.id]);
    expect(variants?.['en']?.steps[first.id]?.['title']).toBe(`EN ${first.id}.title`);
    resident.cookies.set('bai', 'rad');
    const card = async (q: string) =>
      (await resident.call(searchCatalogue, { query: { q } })).body.lessons.find(
        (one: { id: string }) => one.id === SHIPPED,
      );
    expect((await card(title.vi)).variants).toEqual({ rad: { title: { text: '[Ê-đê]' } } });

    // The Vietnamese moves on: the step is still given, marked, and the editor is told how many texts to look at.
    const after = await desk.reread(before);
    const steps = after.content.steps.map((step: { id: string }) =>
      step.id === first.id ? { ...step, title: 'Nghe giọng giục giã' } : step,
    );
    const newer = { ...after.content.title, vi: 'Cuộc gọi lừa đảo ở Hà Nội' };
    await desk.save(after, { ...after.content, title: newer, steps });
    const moved = await desk.reread(after);
    expect(moved.faults).toContainEqual(
      expect.objectContaining({
        at: 'translations.en',
        severity: 'warn',
        what: expect.stringMatching(/Anh: 1/),
      }),
    );
    await desk.publish(moved);
    expect((await lessonFor(resident)).variants?.['en']?.outdated).toEqual([first.id]);
    expect((await card(newer.vi)).variants.rad.title).toEqual({ text: '[Ê-đê]', outdated: true });

    // As if the wording had been compared with older words of the national lesson.
    const again = await desk.reread(draft);
    await desk.save(again, { ...again.content, follows: '0123456789abcdef' });
    const older = await desk.reread(again);
    expect(older.source.moved).toBe(true);
    await desk.publish(older);
    expect(await lessonFor(resident)).toMatchObject({ replaces: { moved: true } });
  });
});
