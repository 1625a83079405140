import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { entriesOf } from '#platform/content/release.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { getNextLesson, listProgress, sendEvents } from '../domain/contract.ts';
import { nextAsked, propose } from '../domain/placement.ts';
import { getPlacement, type PlacementView } from '../domain/placement-contract.ts';
import { learning } from '../server.ts';
import { lessonKind } from './kinds.ts';
import { placementFaults, placementOf } from './placement-kind.ts';

let api: TestApi;
let form: PlacementView;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, learning] });
  form = (await api.browser().call(getPlacement)).body;
});
afterAll(() => api.close());

/** Answers all nine, each as told; the last event first, as a phone that was offline may send them. */
async function answer(phone: TestBrowser, isRight: (place: number) => boolean): Promise<boolean[]> {
  const rights: boolean[] = [];
  const events: unknown[] = [];
  for (let asked = nextAsked(form, rights); asked; asked = nextAsked(form, rights)) {
    const right = isRight(rights.length);
    events.unshift({
      id: newUuid(),
      kind: 'check-answered',
      lesson: asked.lesson,
      step: asked.step,
      at: new Date(api.clock.now.getTime() - 60_000 + rights.length * 1000).toISOString(),
      choices: right ? asked.check.choices.flatMap((one) => (one.right ? [one.id] : [])) : [],
      purpose: 'placement',
    });
    rights.push(right);
  }
  for (let again = 0; again < 2; again++) await phone.call(sendEvents, { body: { events } });
  return rights;
}

describe('the check at the doorstep', () => {
  test.each([
    ['who knows nothing yet', () => false],
    ['who knows everything', () => true],
    ['who knows some', (place: number) => place % 2 === 0],
  ])('proposes one lesson for tonight to %s, and begins none', async (_, isRight) => {
    const phone = api.browser();
    const rights = await answer(phone, isRight);
    const next = (await phone.call(getNextLesson)).body;
    expect(next).toMatchObject({
      lesson: { id: propose(form, rights)!.tonight },
      progress: null,
      isNew: true,
      placed: true,
    });
    expect((await phone.call(listProgress)).body.progress).toEqual([]);
  });

  test('half a check proposes nothing', async () => {
    const phone = api.browser();
    const asked = nextAsked(form, [])!;
    const event = {
      id: newUuid(),
      kind: 'check-answered',
      lesson: asked.lesson,
      step: asked.step,
      at: api.clock.now.toISOString(),
      purpose: 'placement',
    };
    await phone.call(sendEvents, { body: { events: [event] } });
    expect((await phone.call(getNextLesson)).body).toMatchObject({ isNew: true, placed: false });
  });

  test('is asked in one tap each, and every lesson that it proposes is there', () => {
    const questions = [...form.first, ...form.routes.flatMap((route) => route.questions)];
    expect(form.first).toHaveLength(5);
    for (const route of form.routes) expect(route.questions).toHaveLength(4);
    for (const { check } of questions) expect(check.many).toBe(false);
    const cards = form.cards.map(({ id }) => id);
    for (const band of Object.values(form.bands)) expect(cards).toEqual(expect.arrayContaining(band.lessons));
  });
});

test('content check names what is wrong in it', () => {
  const release = api.services.content();
  const placement = placementOf(release)!;
  const lessons = new Map(entriesOf(release, lessonKind).map(({ value }) => [value.id, value]));
  expect(placementFaults(placement, lessons)).toEqual([]);
  const [one, ...others] = placement.first;
  const wrong = {
    ...placement,
    first: [{ ...one!, step: 'khong-co', domain: others[0]!.domain }, ...others],
  };
  wrong.bands = { ...wrong.bands, lower: { ...wrong.bands.lower, lessons: ['a', 'a', 'b'] } };
  expect(placementFaults(wrong, lessons)).toEqual([
    `asks ${one!.lesson}/khong-co, which is no check of a lesson`,
    'the first questions must be of five different domains',
    'proposes lesson a, which is not in content/lessons',
    'proposes lesson a, which is not in content/lessons',
    'proposes lesson b, which is not in content/lessons',
    'a band proposes a lesson twice',
  ]);
});
