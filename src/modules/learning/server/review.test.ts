import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { getLesson, getNextLesson, listProgress, sendEvents, type LessonView } from '../domain/contract.ts';
import { getReview, listReviews } from '../domain/review-contract.ts';
import { planReview, SESSION } from '../domain/review.ts';
import { learning } from '../server.ts';

let api: TestApi;
let lessons: LessonView[];
const DAY = 86_400_000;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, learning] });
  const ids = ['nhan-ra-cuoc-goi-lua-dao', 'bat-dien-thoai-chu-to', 'goi-video-cho-con-chau'];
  lessons = await Promise.all(
    ids.map(async (lesson) => (await api.browser().call(getLesson, { params: { lesson } })).body),
  );
});
afterAll(() => api.close());

const rightOf = (step: LessonView['steps'][number]): string[] =>
  step.kind === 'check' ? step.choices.flatMap((choice) => (choice.right ? [choice.id] : [])) : [];

/** Everything she did in a lesson, so many days ago. */
function learned(lesson: LessonView, daysAgo: number) {
  const at = new Date(api.clock.now.getTime() - daysAgo * DAY).toISOString();
  const checks = lesson.steps.filter((step) => step.kind === 'check');
  return [
    ...checks.map((step) => ({
      id: newUuid(),
      kind: 'check-answered',
      lesson: lesson.id,
      step: step.id,
      at,
      choices: rightOf(step),
      took: 30,
    })),
    { id: newUuid(), kind: 'lesson-finished', lesson: lesson.id, step: lesson.steps.at(-1)!.id, at },
  ];
}
const send = (phone: TestBrowser, events: unknown[]) => phone.call(sendEvents, { body: { events } });
const review = async (phone: TestBrowser) => (await phone.call(getReview)).body;

describe('remembering', () => {
  test('nobody and somebody new are asked nothing', async () => {
    expect(await review(api.browser())).toMatchObject({ now: [], next: null, recalled: [] });
  });

  test('some days after a lesson its checks are asked again, at most five a day, until they are answered', async () => {
    const phone = api.browser();
    await send(
      phone,
      lessons.flatMap((lesson) => learned(lesson, 20)),
    );
    const first = await review(phone);
    expect(first.now).toHaveLength(SESSION);
    expect((await phone.call(getNextLesson)).body.review).toBe(SESSION);
    const answers = first.now.map((question: { lesson: string; step: LessonView['steps'][number] }) => ({
      id: newUuid(),
      kind: 'check-answered',
      lesson: question.lesson,
      step: question.step.id,
      at: api.clock.now.toISOString(),
      choices: rightOf(question.step),
      purpose: 'review',
    }));
    await send(phone, answers);
    await send(phone, answers);
    const after = await review(phone);
    expect(after.now).toEqual([]);
    expect(after.next).toBe(vietnamDay(new Date(api.clock.now.getTime() + DAY)));
    expect((await phone.call(getNextLesson)).body.review).toBe(0);
  });

  test('the day after the lesson asks nothing yet, and says when it will', async () => {
    const phone = api.browser();
    await send(phone, learned(lessons[0]!, 1));
    const { now, next } = await review(phone);
    expect(now).toEqual([]);
    expect(next > vietnamDay(api.clock.now)).toBe(true);
  });

  test('a phone without a network comes to the same schedule from what the server knows', async () => {
    const phone = api.browser();
    await send(
      phone,
      lessons.flatMap((lesson) => learned(lesson, 20)),
    );
    const { now, next, recalled } = await review(phone);
    const here = planReview(recalled.toReversed(), vietnamDay(api.clock.now));
    expect(here.now.map(({ lesson, step }) => [lesson, step])).toEqual(
      now.map((one: { lesson: string; step: { id: string } }) => [one.lesson, one.step.id]),
    );
    expect(here.next).toBe(next);
  });

  test('leaves the place in the lesson as it was', async () => {
    const phone = api.browser();
    await send(phone, learned(lessons[0]!, 20));
    const before = (await phone.call(listProgress)).body;
    const [question] = (await review(phone)).now;
    await send(phone, [
      {
        id: newUuid(),
        kind: 'check-answered',
        lesson: question.lesson,
        step: question.step.id,
        at: api.clock.now.toISOString(),
        choices: [],
        purpose: 'review',
      },
    ]);
    expect((await phone.call(listProgress)).body).toEqual(before);
  });

  test('the list for whoever helps holds questions, right answers and days of the next two weeks', async () => {
    const phone = api.browser();
    await send(phone, learned(lessons[0]!, 2));
    const { reviews, today } = (await phone.call(listReviews)).body;
    expect(reviews.length).toBe(lessons[0]!.steps.filter((step) => step.kind === 'check').length);
    for (const one of reviews) {
      const step = lessons[0]!.steps.find(({ id }) => id === one.step)!;
      expect(one.right).toEqual(
        step.kind === 'check' && step.choices.filter((choice) => choice.right).map((choice) => choice.text),
      );
      expect(one.due > today).toBe(true);
    }
    expect((await api.browser().call(listReviews)).body.reviews).toEqual([]);
  });

  test.each([
    ['a purpose that is none', { purpose: 'exam' }],
    ['seconds below nothing', { took: -1 }],
  ])('refuses %s', async (_, more) => {
    const [event] = learned(lessons[0]!, 1);
    expect(await send(api.browser(), [{ ...event, ...more }])).toMatchObject({
      status: 422,
      body: { code: 'http/input-invalid' },
    });
  });
});
