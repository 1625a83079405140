// A card and three pictures instead of a password: nothing is typed, nothing is lost, nothing can be guessed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as api from '../src/modules/identity/index.ts';
import { cardPictures } from '../src/modules/identity/server/card-secrets.ts';
import { identity } from '../src/modules/identity/server.ts';
import { getLesson, listProgress, sendEvents } from '../src/modules/learning/index.ts';
import { learning } from '../src/modules/learning/server.ts';
import { newUuid } from '../src/platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../src/server/testing.ts';

const LESSON = 'bat-dien-thoai-chu-to';
let server: TestApi;
let steps: string[];
beforeAll(async () => {
  server = await startTestApi({ modules: [identity, learning] });
  const { body } = await server.browser().call(getLesson, { params: { lesson: LESSON } });
  steps = body.steps.map((step: { id: string }) => step.id);
});
afterAll(() => server?.close());

const learn = (phone: TestBrowser, step: number) =>
  phone.call(sendEvents, {
    body: {
      events: [
        {
          id: newUuid(),
          kind: 'step-seen',
          lesson: LESSON,
          step: steps[step],
          at: '2026-11-20T08:00:00.000Z',
        },
      ],
    },
  });
const seen = async (phone: TestBrowser): Promise<number> =>
  (await phone.call(listProgress)).body.progress[0]?.seen ?? 0;
const later = (ms: number) => (server.clock.now = new Date(server.clock.now.getTime() + ms));
const HOUR = 3_600_000;

async function home() {
  later(2 * HOUR);
  const phone = server.browser();
  const profile = newUuid();
  await phone.call(api.addProfile, { body: { id: profile, name: 'Bà Năm', picture: 'lotus' } });
  await learn(phone, 0);
  return { phone, profile };
}
async function issue(phone: TestBrowser, profile: string, id = newUuid()): Promise<api.LearnerCard> {
  const { status, body } = await phone.call(api.issueCard, { params: { profile }, body: { id } });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
const tokenOf = (card: api.LearnerCard): string => card.address.split('/').at(-1)!;
const open = (phone: TestBrowser, card: string, pictures: readonly string[], mine = false) =>
  phone.call(api.openCard, { body: { card, pictures, mine } });

describe('a learner card', () => {
  test('opens her work on another phone, by its address and by its number', async () => {
    const { phone, profile } = await home();
    const card = await issue(phone, profile);
    expect(new Set(card.pictures).size).toBe(3);
    for (const given of [tokenOf(card), card.number, card.number.replaceAll(' ', '')]) {
      const other = server.browser();
      expect((await other.call(api.findCard, { params: { card: given } })).status).toBe(200);
      const { body } = await open(other, given, card.pictures);
      expect(body.people).toMatchObject([{ name: 'Bà Năm', picture: 'lotus', chosen: true }]);
      expect(await seen(other)).toBe(1);
    }
  });

  test('what is done on both phones is one person’s', async () => {
    const { phone, profile } = await home();
    const card = await issue(phone, profile);
    const other = server.browser();
    await open(other, tokenOf(card), card.pictures);
    await learn(other, 1);
    expect(await seen(phone)).toBe(2);
  });

  test('the work without a name on the new phone is taken over when it is hers, and kept apart when not', async () => {
    for (const mine of [true, false]) {
      const { phone, profile } = await home();
      const card = await issue(phone, profile);
      const other = server.browser();
      await learn(other, 1);
      const { body } = await open(other, tokenOf(card), card.pictures, mine);
      expect(await seen(other)).toBe(mine ? 2 : 1);
      expect(body.people.map((one: api.Profile) => one.name).toSorted()).toEqual(
        mine ? ['Bà Năm'] : ['Bà Năm', null],
      );
      const apart = body.people.find((one: api.Profile) => one.name === null);
      if (apart) {
        await other.call(api.chooseProfile, { body: { profile: apart.id } });
        expect(await seen(other)).toBe(1);
      }
    }
  });

  test('a second scan on the same phone changes nothing', async () => {
    const { phone, profile } = await home();
    const card = await issue(phone, profile);
    const { body } = await open(phone, tokenOf(card), card.pictures);
    expect(body.people).toHaveLength(1);
    expect(await seen(phone)).toBe(1);
  });

  test('a new card ends the old one and loses nothing; the same id again is the same card', async () => {
    const { phone, profile } = await home();
    const id = newUuid();
    const old = await issue(phone, profile, id);
    expect(await issue(phone, profile, id)).toEqual(old);
    const fresh = await issue(phone, profile);
    expect((await phone.call(api.getCard, { params: { profile } })).body.card).toEqual(fresh);
    const other = server.browser();
    for (const given of [tokenOf(old), old.number])
      expect(await open(other, given, old.pictures)).toMatchObject({
        status: 404,
        body: { code: 'identity/card-gone' },
      });
    await open(other, tokenOf(fresh), fresh.pictures);
    expect(await seen(other)).toBe(1);
  });

  test('another phone can neither see nor make her card', async () => {
    const { profile } = await home();
    const { phone: stranger } = await home();
    const params = { profile };
    expect((await stranger.call(api.getCard, { params })).status).toBe(404);
    expect((await stranger.call(api.issueCard, { params, body: { id: newUuid() } })).status).toBe(404);
  });

  test('wrong pictures are counted: five tries, then a pause that doubles, also for the right ones', async () => {
    const { phone, profile } = await home();
    const card = await issue(phone, profile);
    const thief = server.browser();
    const wrong = [...card.pictures].reverse();
    for (let tried = 0; tried < 5; tried++)
      expect((await open(thief, tokenOf(card), wrong)).body.code).toBe('identity/wrong-pictures');
    expect((await open(server.browser(), tokenOf(card), card.pictures)).body.code).toBe('identity/card-wait');
    // Nor by its number, which is another way to the same card.
    expect((await open(server.browser(), card.number, card.pictures)).body.code).toBe('identity/card-wait');
    later(31_000);
    expect((await open(thief, tokenOf(card), wrong)).body.code).toBe('identity/wrong-pictures');
    later(31_000);
    expect((await open(thief, tokenOf(card), wrong)).body.code).toBe('identity/card-wait');
    later(HOUR);
    expect((await open(server.browser(), tokenOf(card), card.pictures)).status).toBe(200);
    expect(thief.cookies.size).toBe(0);
  });

  test('cards that never were are looked for thirty times, then comes a pause', async () => {
    later(2 * HOUR);
    const thief = server.browser();
    const codes: string[] = [];
    for (let tried = 0; tried < 32; tried++) {
      later(3_000);
      const card = String(1_000_000_000 + tried);
      codes.push((await thief.call(api.findCard, { params: { card } })).body.code);
    }
    expect(new Set(codes.slice(0, 30))).toEqual(new Set(['identity/card-gone']));
    expect(codes.slice(30)).toEqual(['identity/card-wait', 'identity/card-wait']);
  });

  test('refuses what is no card: huge, strange, too few or unknown pictures', async () => {
    later(2 * HOUR);
    const phone = server.browser();
    expect((await open(phone, 'x'.repeat(65), ['hat', 'fish', 'drum'])).status).toBe(422);
    expect((await open(phone, '../../etc', ['hat', 'fish', 'drum'])).status).toBe(404);
    expect((await open(phone, '1', ['hat', 'fish'])).status).toBe(422);
    expect((await open(phone, '1', ['hat', 'fish', 'cat'])).status).toBe(422);
  });

  test('an erased person’s card opens nothing', async () => {
    const { phone, profile } = await home();
    const card = await issue(phone, profile);
    await phone.call(api.eraseMine, { body: { word: 'XOÁ' } });
    expect((await open(server.browser(), tokenOf(card), card.pictures)).status).toBe(404);
  });

  test('the tables hold neither address, number nor pictures', async () => {
    const { phone, profile } = await home();
    const card = await issue(phone, profile);
    const { rows } = await server.database.pool.query(
      'SELECT row_to_json(c)::text AS text FROM identity.cards c UNION ALL SELECT row_to_json(f)::text FROM identity.card_finders f',
    );
    const all = rows.map(({ text }: { text: string }) => text).join('\n');
    for (const secret of [tokenOf(card), card.number.replaceAll(' ', ''), ...card.pictures])
      expect(all).not.toContain(secret);
  });

  test('all twelve pictures come in every place about as often', () => {
    const counts = [0, 1, 2].map(() => new Map<string, number>());
    for (let drawn = 0; drawn < 6_000; drawn++)
      for (const [place, name] of cardPictures(server.services.master, newUuid()).entries())
        counts[place]!.set(name, (counts[place]!.get(name) ?? 0) + 1);
    // 500 each expected; six standard deviations of a binomial are about 128.
    for (const place of counts)
      for (const name of api.PICTURES) expect(Math.abs((place.get(name) ?? 0) - 500)).toBeLessThan(130);
  });
});
