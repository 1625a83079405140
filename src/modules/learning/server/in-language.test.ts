import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { entriesOf, type Release } from '#platform/content/release.ts';
import { readRelease } from '../../../server/boot.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import {
  getLesson,
  getNextLesson,
  getProgramme,
  listHomeProgress,
  listPacks,
  searchCatalogue,
  sendEvents,
  type LessonCard,
  type LessonView,
} from '../domain/contract.ts';
import { getBook, getMaterial, listMaterials } from '../domain/contract-materials.ts';
import { chainOf, titleIn } from '../domain/in-language/heading.ts';
import type { Lesson } from '../domain/lesson.ts';
import { getPlacement, type PlacementAsked } from '../domain/placement-contract.ts';
import { getReview, listReviews } from '../domain/review-contract.ts';
import { textsOf } from '../domain/variant.ts';
import { learning } from '../server.ts';
import { lessonKind } from './kinds.ts';

const LESSON = 'nhan-ra-cuoc-goi-lua-dao';
const PROGRAMME = 'ky-nang-so-co-ban-nguoi-dan';

/** The shipped lessons, one of them with every text in Ê-đê; made-up words: no language says this. */
function withVariant(release: Release): Release {
  const translated = (lesson: Lesson): Lesson => {
    const old = (key: string) => (key === 'title' ? ' (cũ)' : '');
    const words = textsOf(lesson).map(
      ({ key, source }) => [key, { text: `[${source}]`, of: `${source}${old(key)}` }] as const,
    );
    return { ...lesson, variants: { rad: Object.fromEntries(words) } as Lesson['variants'] };
  };
  const lessons = entriesOf(release, lessonKind).map((entry) =>
    entry.value.id === LESSON ? { ...entry, value: translated(entry.value) } : entry,
  );
  return { ...release, kinds: { ...release.kinds, [lessonKind.name]: lessons } };
}

let api: TestApi;
let title: string;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, learning], release: withVariant(readRelease()) });
  title = (await api.browser().call(getLesson, { params: { lesson: LESSON } })).body.title.vi;
});
afterAll(() => api.close());

function reading(language: string): TestBrowser {
  const phone = api.browser();
  phone.cookies.set('bai', language);
  return phone;
}
const cardIn = (cards: readonly LessonCard[]) => cards.find(({ id }) => id === LESSON)!;

describe('whoever chose a language', () => {
  test('finds the lesson by its title in it, marked where the Vietnamese has changed; others are sent nothing of it', async () => {
    const asked = { params: { programme: PROGRAMME } };
    const lessonsOf = (body: { chapters: { lessons: LessonCard[] }[] }) =>
      body.chapters.flatMap(({ lessons }) => lessons);
    const hers = lessonsOf((await reading('rad').call(getProgramme, asked)).body);
    expect(titleIn(cardIn(hers), chainOf('rad', 'vi'))).toEqual({
      text: `[${title}]`,
      language: 'rad',
      outdated: true,
    });
    // What nobody has translated stays Vietnamese.
    expect(
      titleIn(
        hers.find(({ id }) => id !== LESSON)!,
        chainOf('rad', 'vi'),
      ).language,
    ).toBe('vi');
    for (const other of ['', 'jra', 'nonsense'])
      expect(JSON.stringify((await reading(other).call(getProgramme, asked)).body)).not.toContain('rad');
    const { lessons } = (await reading('rad').call(searchCatalogue, { query: { q: title } })).body;
    expect(cardIn(lessons).variants?.['rad']?.title?.text).toBe(`[${title}]`);
  });

  test('takes the same packs along as everybody', async () => {
    const versions = async (phone: TestBrowser) =>
      (await phone.call(listPacks)).body.packs.map((pack: { version: string }) => pack.version);
    expect(await versions(reading('rad'))).toEqual(await versions(api.browser()));
  });

  test('is asked in it at the doorstep where there is such a question', async () => {
    const { first, routes } = (await reading('rad').call(getPlacement)).body;
    const asked: PlacementAsked[] = [
      ...first,
      ...routes.flatMap(({ questions }: { questions: [] }) => questions),
    ];
    const own = asked.filter(({ lesson }) => lesson === LESSON);
    expect(own.length).toBeGreaterThan(0);
    for (const { step, check, variants } of own)
      expect(variants?.['rad']?.steps[step]?.['ask']).toBe(`[${check.ask}]`);
    expect(JSON.stringify((await api.browser().call(getPlacement)).body)).not.toContain('"rad"');
  });

  test('goes on, is asked again and prints in it', async () => {
    const phone = reading('rad');
    const lesson: LessonView = (await phone.call(getLesson, { params: { lesson: LESSON } })).body;
    const at = new Date(api.clock.now.getTime() - 20 * 86_400_000).toISOString();
    const done = (kind: string, step: string, more: object = {}) => ({
      id: newUuid(),
      kind,
      lesson: LESSON,
      step,
      at,
      ...more,
    });
    await phone.call(sendEvents, { body: { events: [done('step-seen', lesson.steps[0]!.id)] } });
    expect((await phone.call(getNextLesson)).body.lesson.variants.rad.title.text).toBe(`[${title}]`);
    const answers = lesson.steps.flatMap((step) =>
      step.kind === 'check'
        ? [done('check-answered', step.id, { choices: [step.choices[0]!.id], took: 10 })]
        : [],
    );
    const last = done('lesson-finished', lesson.steps.at(-1)!.id);
    await phone.call(sendEvents, { body: { events: [...answers, last] } });
    const [question] = (await phone.call(getReview)).body.now;
    expect(question.variants.rad.steps[question.step.id].ask).toBe(`[${question.step.ask}]`);
    const [listed] = (await phone.call(listReviews)).body.reviews;
    expect(listed).toMatchObject({ language: 'rad', outdated: false, ask: `[${question.step.ask}]` });
    expect(listed.right[0]).toMatch(/^\[.+\]$/);
    phone.cookies.set('bai', 'km');
    const [fallen] = (await phone.call(listReviews)).body.reviews;
    expect(fallen).toMatchObject({ language: 'vi', ask: question.step.ask });
    expect((await phone.call(listHomeProgress)).status).toBe(200);
  });

  test('takes it printed in it, with the mark on the paper; what is not there in a language comes in Vietnamese', async () => {
    const asked = { params: { lesson: LESSON }, query: { language: 'rad' } };
    const { body } = await api.browser().call(listMaterials, asked);
    expect(body).toMatchObject({ language: 'rad', languages: ['vi', 'rad'], outdated: true, missing: 0 });
    expect((await reading('rad').call(listMaterials, { params: asked.params })).body.language).toBe('rad');
    expect((await reading('km').call(listMaterials, { params: asked.params })).body.language).toBe('vi');
    const take = async (file: string, query: object = { language: 'rad' }) =>
      api.browser().call(getMaterial, { params: { lesson: LESSON, file }, query: { ...query } });
    for (const file of ['the-cac-buoc.pdf', 'ban-nguoi-day.pdf', 'trang-chieu.pdf', 'bai-doc-loa.pdf']) {
      const { bytes } = await take(file);
      // The document is in her language; what stands around the lesson is marked as Vietnamese.
      expect(Buffer.from(bytes).toString('latin1'), file).toMatch(/\/Lang ?\(rad/);
    }
    const spoken = Buffer.from((await take('bai-doc-loa.txt')).bytes).toString('utf8');
    expect(spoken).toContain('Bản tiếng Ê-đê.');
    expect(spoken).toContain('câu tiếng Việt đã đổi sau khi dịch');
    const file = `${PROGRAMME}.epub`;
    const reply = await reading('rad').call(getBook, { params: { programme: PROGRAMME, file } });
    const book = unzipSync(reply.bytes);
    const page = strFromU8(book[`EPUB/${LESSON}.xhtml`]!);
    expect(page).toContain('<html xmlns="http://www.w3.org/1999/xhtml"');
    expect(page).toMatch(/<section lang="rad" xml:lang="rad">/);
    expect(strFromU8(book['EPUB/package.opf']!)).toContain('<dc:language>rad</dc:language>');
  });
});
