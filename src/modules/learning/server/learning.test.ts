import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import {
  getCatalogue,
  getLesson,
  getNextLesson,
  getProgramme,
  listProgrammes,
  getPack,
  listPacks,
  listProgress,
  searchCatalogue,
  sendEvents,
} from '../domain/contract.ts';
import { foldProgress } from '../domain/progress.ts';
import { learning } from '../server.ts';
import { foldAgain, listProgressOf } from './progress.store.ts';

let api: TestApi;
const lesson = 'nhan-ra-cuoc-goi-lua-dao';
let steps: string[];

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, learning] });
  const { body } = await api.browser().call(getLesson, { params: { lesson } });
  steps = body.steps.map((step: { id: string }) => step.id);
});
afterAll(() => api.close());

const seen = (step: string, at = '2026-11-20T08:00:00.000Z') => ({
  id: newUuid(),
  kind: 'step-seen',
  lesson,
  step,
  at,
});

describe('the catalogue', () => {
  test('holds at least two lessons for each of the six domains of the citizens’ programme', async () => {
    const { body } = await api.browser().call(getCatalogue);
    const programme = body.programmes.find((one: { group: string }) => one.group === 'citizens');
    expect(programme.chapters.map((chapter: { domain: string }) => chapter.domain)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ]);
    for (const chapter of programme.chapters) expect(chapter.lessons.length).toBeGreaterThanOrEqual(2);
  });

  test('shows each programme small, with what stands in it on its page', async () => {
    const phone = api.browser();
    const { body } = await phone.call(listProgrammes);
    expect(body.programmes[0]).toMatchObject({ kind: 'programme', group: 'citizens' });
    for (const summary of body.programmes) {
      const page = await phone.call(getProgramme, { params: { programme: summary.id } });
      const lessons = page.body.chapters.flatMap((chapter: { lessons: { id: string }[] }) => chapter.lessons);
      expect(lessons.map(({ id }: { id: string }) => id)).toEqual(summary.lessons);
    }
    const missing = await phone.call(getProgramme, { params: { programme: 'khong-co' } });
    expect(missing).toMatchObject({ status: 404, body: { code: 'learning/programme-not-found' } });
  });

  test.each(['goi video', 'GỌI VIDEO', 'goi  vide', 'gọi video'.normalize('NFD')])(
    'finds the video call by “%s”',
    async (q) => {
      const { body } = await api.browser().call(searchCatalogue, { query: { q } });
      expect(body.lessons[0].id).toBe('goi-video-cho-con-chau');
    },
  );

  test('refuses a lesson that does not exist', async () => {
    const reply = await api.browser().call(getLesson, { params: { lesson: 'khong-co' } });
    expect(reply).toMatchObject({ status: 404, body: { code: 'learning/lesson-not-found' } });
  });
});

describe('the next lesson', () => {
  test('is the phone itself for somebody new, then what is begun, then what is not finished', async () => {
    const phone = api.browser();
    const next = async () => (await phone.call(getNextLesson)).body;
    expect(await next()).toMatchObject({
      lesson: { id: 'bat-dien-thoai-chu-to' },
      progress: null,
      isNew: true,
    });
    await phone.call(sendEvents, { body: { events: [seen(steps[0]!)] } });
    expect(await next()).toMatchObject({ lesson: { id: lesson }, progress: { at: steps[0] }, isNew: false });
    const end = { ...seen(steps.at(-1)!), kind: 'lesson-finished' };
    await phone.call(sendEvents, { body: { events: [end] } });
    const after = await next();
    expect(after).toMatchObject({ progress: null, isNew: false });
    expect(after.lesson.id).not.toBe(lesson);
  });
});

describe('what is taken along', () => {
  test('is named by what it holds, and its address gives it for ever', async () => {
    const { packs, programmes } = (await api.browser().call(listPacks)).body;
    const pack = packs.find((one: { lesson: string }) => one.lesson === lesson);
    const reply = await api.browser().call(getPack, { params: { lesson, version: pack.version } });
    expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(reply.body).toEqual((await api.browser().call(getLesson, { params: { lesson } })).body);
    expect(pack.files.map((file: { url: string }) => file.url)).toEqual(
      reply.body.steps.flatMap((step: { picture?: { url: string } }) => step.picture?.url ?? []),
    );
    const known = packs.map((one: { lesson: string }) => one.lesson);
    for (const programme of programmes) expect(known).toEqual(expect.arrayContaining(programme.lessons));
  });

  test('is at most 700 KB a lesson and 25 MB a programme', async () => {
    const { packs, programmes } = (await api.browser().call(listPacks)).body;
    const weigh = (pack: { bytes: number; files: { bytes: number }[] }) =>
      pack.files.reduce((sum, file) => sum + file.bytes, pack.bytes);
    for (const pack of packs) expect(weigh(pack), pack.lesson).toBeLessThanOrEqual(700_000);
    for (const programme of programmes) {
      const inside = packs.filter((pack: { lesson: string }) => programme.lessons.includes(pack.lesson));
      expect(inside.map(weigh).reduce((sum: number, one: number) => sum + one, 0)).toBeLessThanOrEqual(25e6);
    }
  });

  test.each([
    [lesson, '0000000000000000', 404, 'learning/pack-gone'],
    ['khong-co', '0000000000000000', 404, 'learning/pack-gone'],
    [lesson, 'latest', 422, 'http/input-invalid'],
  ])('an address that names nothing is refused: %s %s', async (id, version, status, code) => {
    const reply = await api.browser().call(getPack, { params: { lesson: id, version } });
    expect(reply.status).toBe(status);
    expect(reply.body.code).toBe(code);
  });
});

describe('progress', () => {
  test('needs no account, and is still there when the phone comes back', async () => {
    const phone = api.browser();
    await phone.call(sendEvents, {
      body: { events: [seen(steps[0]!), seen(steps[1]!, '2026-11-20T08:01:00.000Z')] },
    });
    const { body } = await phone.call(listProgress);
    expect(body.progress).toMatchObject([{ lesson, at: steps[1], seen: 2, finishedAt: null }]);
    expect((await api.browser().call(listProgress)).body.progress).toEqual([]);
  });

  test('counts an event once however often it is sent', async () => {
    const phone = api.browser();
    const events = [seen(steps[0]!)];
    for (let again = 0; again < 3; again++) {
      expect((await phone.call(sendEvents, { body: { events } })).body.kept).toEqual([events[0]!.id]);
    }
    expect((await phone.call(listProgress)).body.progress[0].seen).toBe(1);
  });

  test('drops, and names, what belongs to no lesson', async () => {
    const stray = { ...seen(steps[0]!), step: 'khong-co' };
    const { body } = await api.browser().call(sendEvents, { body: { events: [stray] } });
    expect(body).toMatchObject({ kept: [], dropped: [stray.id] });
  });

  test('believes no phone that is ahead of time', async () => {
    const phone = api.browser();
    const { body } = await phone.call(sendEvents, {
      body: { events: [seen(steps[0]!, '2031-01-01T00:00:00.000Z')] },
    });
    expect(new Date(body.progress[0].updatedAt).getTime()).toBeLessThanOrEqual(api.clock.now.getTime());
  });

  test.each([
    ['unknown fields', { events: [{ ...seen('x'), extra: 1 }] }],
    ['no events', { events: [] }],
    ['201 events', { events: Array.from({ length: 201 }, () => seen('x')) }],
    ['an id that is none', { events: [{ ...seen('x'), id: '1; DROP TABLE' }] }],
  ])('refuses %s', async (_, body) => {
    expect(await api.browser().call(sendEvents, { body })).toMatchObject({
      status: 422,
      body: { code: 'http/input-invalid' },
    });
  });

  test('the phone and the server fold alike', async () => {
    const phone = api.browser();
    const events = [0, 2, 1, 0].map((index, minute) =>
      seen(steps[index]!, `2026-11-20T09:0${minute}:00.000Z`),
    );
    await phone.call(sendEvents, { body: { events } });
    const { body } = await phone.call(listProgress);
    const onPhone = foldProgress(lesson, events as never, steps);
    expect(body.progress[0]).toMatchObject({ at: onPhone.at, seen: onPhone.seen.length });
  });
});

test('batches of one learner that arrive at once give the progress of all of them', async () => {
  for (let again = 0; again < 10; again++) {
    const phone = api.browser();
    await phone.call(sendEvents, { body: { events: [seen(steps[0]!)] } });
    await Promise.all(
      steps.map((step, index) =>
        phone.call(sendEvents, { body: { events: [seen(step, `2026-11-20T09:${10 + index}:00.000Z`)] } }),
      ),
    );
    const { progress } = (await phone.call(listProgress)).body;
    expect(progress).toMatchObject([{ seen: steps.length, at: steps.at(-1) }]);
  }
});

test('adopting a device twice loses and doubles nothing', async () => {
  const from = { partKey: 4, personId: newUuid() };
  const to = { partKey: 8, personId: newUuid() };
  const row = (id: string) => ({
    part_key: from.partKey,
    id,
    person_id: from.personId,
    lesson_id: lesson,
    step_id: steps[0]!,
    kind: 'step-seen' as const,
    at: new Date(),
    received_at: new Date(),
    choices: '[]',
    is_right: null,
    tapped_by: 'unknown',
    purpose: 'lesson' as const,
    took: null,
    release: 'x',
  });
  await api.services.db
    .insertInto('learning.events')
    .values([row(newUuid()), row(newUuid())])
    .execute();
  await foldAgain(api.services.db, from);
  for (let again = 0; again < 2; again++) {
    await api.services.db.transaction().execute((tx) => learning.adopt!(tx, from, to, api.services.master));
  }
  expect(await listProgressOf(api.services.db, from)).toEqual([]);
  expect(await listProgressOf(api.services.db, to)).toMatchObject([{ lesson_id: lesson, seen: 1 }]);
  const { rows } = await api.database.pool.query(
    'SELECT count(*) AS n FROM learning.events WHERE person_id = $1',
    [to.personId],
  );
  expect(rows[0].n).toBe(2);
});
