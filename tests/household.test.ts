// Several people on one phone: each one's work is hers, whoever uses the phone and whenever it is sent.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as api from '../src/modules/identity/index.ts';
import { identity } from '../src/modules/identity/server.ts';
import { getLesson, listHomeProgress, listProgress, sendEvents } from '../src/modules/learning/index.ts';
import { learning } from '../src/modules/learning/server.ts';
import { systemContext } from '../src/platform/http/context.ts';
import { WHO_HEADER } from '../src/platform/http/who.ts';
import { newUuid } from '../src/platform/ids/uuid7.ts';
import { startDemoProvider, type DemoProvider } from '../src/server/demo-provider.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../src/server/testing.ts';
import { signInWith } from './identity-visitor.ts';

const LESSON = 'bat-dien-thoai-chu-to';
let server: TestApi;
let provider: DemoProvider;
let steps: string[];
beforeAll(async () => {
  provider = await startDemoProvider(['http://localhost:3000']);
  server = await startTestApi({
    modules: [identity, learning],
    env: provider.settings as Record<string, string>,
  });
  const { body } = await server.browser().call(getLesson, { params: { lesson: LESSON } });
  steps = body.steps.map((step: { id: string }) => step.id);
});
afterAll(async () => {
  await server?.close();
  await provider?.close();
});

const event = (step = 0, id = newUuid()) => ({
  id,
  kind: 'step-seen',
  lesson: LESSON,
  step: steps[step],
  at: '2026-11-20T08:00:00.000Z',
});
const learn = (phone: TestBrowser, ...events: object[]) => phone.call(sendEvents, { body: { events } });
const sendFor = (phone: TestBrowser, who: string, ...events: object[]) =>
  phone.send('/api/learning/events', {
    method: 'POST',
    headers: { 'content-type': 'application/json', [WHO_HEADER]: who },
    body: JSON.stringify({ events }),
  });
const seen = async (phone: TestBrowser): Promise<number> =>
  (await phone.call(listProgress)).body.progress[0]?.seen ?? 0;
async function add(phone: TestBrowser, name: string, mine = false, id = newUuid()): Promise<string> {
  const { status, body } = await phone.call(api.addProfile, { body: { id, name, picture: 'lotus', mine } });
  expect(status, JSON.stringify(body)).toBe(200);
  return id;
}
const choose = (phone: TestBrowser, profile: string | null) =>
  phone.call(api.chooseProfile, { body: { profile } });
const names = async (phone: TestBrowser) =>
  (await phone.call(api.getHousehold)).body.people.map((one: { name: string | null }) => one.name);

describe('the people of a phone', () => {
  test('each finds her own place again, and nobody else’s', async () => {
    const phone = server.browser();
    const grandmother = await add(phone, 'Bà Năm');
    await learn(phone, event(0), event(1));
    const father = await add(phone, 'Bố');
    expect(await seen(phone)).toBe(0);
    await learn(phone, event(0));
    await choose(phone, grandmother);
    expect(await seen(phone)).toBe(2);
    await choose(phone, father);
    expect(await seen(phone)).toBe(1);
    const { body } = await phone.call(listHomeProgress);
    expect(body.people.map((one: any) => [one.profile, one.progress.seen])).toEqual([
      [grandmother, 2],
      [father, 1],
    ]);
  });

  test('what was learned before anybody was named goes to whom it belongs', async () => {
    for (const mine of [true, false]) {
      const phone = server.browser();
      await learn(phone, event(0), event(1));
      expect((await phone.call(api.getHousehold)).body.before).toBe(true);
      server.clock.now = new Date(server.clock.now.getTime() + 1_000);
      await add(phone, 'Mẹ', mine);
      expect(await names(phone)).toEqual(mine ? ['Mẹ'] : [null, 'Mẹ']);
      expect(await seen(phone)).toBe(mine ? 2 : 0);
      // What waited on the phone since then is sent now, for whoever learned here first.
      await sendFor(phone, 'first', event(2));
      expect(await seen(phone)).toBe(mine ? 3 : 0);
    }
  });

  test('the same id twice is one person', async () => {
    const phone = server.browser();
    const id = await add(phone, 'Bà Năm');
    await add(phone, 'Bà Năm', false, id);
    expect(await names(phone)).toEqual(['Bà Năm']);
  });

  test('eight at most, also when two are added at once', async () => {
    const phone = server.browser();
    for (let one = 1; one <= 7; one++) await add(phone, `Người ${one}`);
    const replies = await Promise.all(
      [1, 2, 3].map((one) =>
        phone.call(api.addProfile, { body: { id: newUuid(), name: `Thêm ${one}`, picture: 'hat' } }),
      ),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await names(phone)).toHaveLength(8);
  });

  test.each([
    ['empty', ''],
    ['invisible', '   \u200b '],
    ['long', 'x'.repeat(25)],
    ['huge', 'x'.repeat(100_000)],
    ['a telephone number', '0912 345 678'],
    ['an identity number', 'Năm 001.204.012.345'],
    ['an address', 'nam@example.vn'],
  ])('refuses a name that is %s', async (_, name) => {
    const phone = server.browser();
    const reply = await phone.call(api.addProfile, { body: { id: newUuid(), name, picture: 'hat' } });
    expect([413, 422]).toContain(reply.status);
    expect(phone.cookies.size).toBe(0);
  });

  test('refuses an unknown picture, a strange id and more than it asks for', async () => {
    const phone = server.browser();
    const good = { id: newUuid(), name: 'Bố', picture: 'hat' };
    for (const bad of [{ picture: 'cat' }, { id: '1' }, { phone: '0912345678' }])
      expect((await phone.call(api.addProfile, { body: { ...good, ...bad } })).status).toBe(422);
  });

  test('another phone’s people do not exist here', async () => {
    const phone = server.browser();
    const stranger = server.browser();
    const hers = await add(phone, 'Bà Năm');
    await learn(phone, event(0));
    await add(stranger, 'Kẻ lạ');
    const body = { name: 'Khác', picture: 'hat' };
    const params = { profile: hers };
    for (const reply of [
      await choose(stranger, hers),
      await stranger.call(api.changeProfile, { params, body }),
      await stranger.call(api.removeProfile, { params }),
      await stranger.call(api.restoreProfile, { params }),
      await sendFor(stranger, hers, event(1)),
      await sendFor(server.browser(), hers, event(1)),
    ])
      expect(reply).toMatchObject({ status: 404, body: { code: 'identity/profile-not-found' } });
    stranger.cookies.set('bdhvs_who', hers);
    expect(await seen(stranger)).toBe(0);
    expect(await names(phone)).toEqual(['Bà Năm']);
  });

  test('a cookie that says nonsense harms nothing', async () => {
    const phone = server.browser();
    const hers = await add(phone, 'Bà Năm');
    await learn(phone, event(0));
    for (const who of ['nobody', newUuid(), '../../x', 'x'.repeat(3_000)]) {
      phone.cookies.set('bdhvs_who', who);
      expect((await phone.call(api.getHousehold)).status).toBe(200);
    }
    await choose(phone, hers);
    expect(await seen(phone)).toBe(1);
  });

  test('takes another name and picture', async () => {
    const phone = server.browser();
    const profile = await add(phone, 'Bà Nam');
    const reply = await phone.call(api.changeProfile, {
      params: { profile },
      body: { name: '  Bà   Năm '.normalize('NFD'), picture: 'buffalo' },
    });
    expect(reply.body.people).toEqual([
      { id: profile, name: 'Bà Năm', picture: 'buffalo', chosen: true, account: false },
    ]);
  });

  test('who is taken off can be put back for 30 days with all that she did', async () => {
    const phone = server.browser();
    const profile = await add(phone, 'Bố');
    await learn(phone, event(0));
    const params = { profile };
    const off = await phone.call(api.removeProfile, { params });
    expect(off.body).toMatchObject({ people: [], removed: [{ id: profile, name: 'Bố' }] });
    expect((await choose(phone, profile)).status).toBe(404);
    // What she did without a network before that is still hers.
    expect((await sendFor(phone, profile, event(1))).status).toBe(200);
    expect((await phone.call(api.restoreProfile, { params })).status).toBe(200);
    await choose(phone, profile);
    expect(await seen(phone)).toBe(2);
    await phone.call(api.removeProfile, { params });
    const now = server.clock.now;
    server.clock.now = new Date(now.getTime() + 31 * 86_400_000);
    expect((await phone.call(api.restoreProfile, { params })).status).toBe(404);
    expect((await phone.call(api.getHousehold)).body.removed).toEqual([]);
    server.clock.now = now;
  });

  test('nobody chosen: what is done is kept for one without a name, who gets one later', async () => {
    const phone = server.browser();
    await add(phone, 'Bà Năm');
    await choose(phone, null);
    await learn(phone, event(0));
    await learn(phone, event(1));
    const { people } = (await phone.call(api.getHousehold)).body;
    expect(people.map((one: any) => one.name)).toEqual(['Bà Năm', null]);
    const nameless = people[1].id;
    await phone.call(api.changeProfile, {
      params: { profile: nameless },
      body: { name: 'Bố', picture: 'drum' },
    });
    await choose(phone, nameless);
    expect(await seen(phone)).toBe(2);
  });

  test('what is done without a network never mixes, in whatever order it is sent and however often', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ who: fc.nat(2), step: fc.nat(steps.length - 1) }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.infiniteStream(fc.nat(1_000)),
        async (deeds, chances) => {
          server.clock.now = new Date(server.clock.now.getTime() + 60_000);
          const phone = server.browser();
          const people = [await add(phone, 'Bà'), await add(phone, 'Bố'), await add(phone, 'Út')];
          const kept = deeds.map((deed) => ({ ...deed, event: event(deed.step) }));
          const sendings = [...kept, ...kept.filter(() => chances.next().value % 2 === 0)]
            .map((one) => ({ one, at: chances.next().value }))
            .toSorted((one, two) => one.at - two.at);
          for (const { one, at } of sendings) {
            await choose(phone, people[at % 3]!);
            expect((await sendFor(phone, people[one.who]!, one.event)).status).toBe(200);
          }
          for (const [who, profile] of people.entries()) {
            await choose(phone, profile);
            const hers = new Set(deeds.filter((deed) => deed.who === who).map(({ step }) => step));
            expect(await seen(phone)).toBe(hers.size);
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('signing in on a shared phone', () => {
  const person = (number: string) => ({ name: 'Nguyễn Thị Năm', number, birthDate: '1958-03-02' });

  test('takes over only who is chosen; signing out leads back to the people; she signs in to go on', async () => {
    const phone = server.browser();
    const father = await add(phone, 'Bố');
    await learn(phone, event(0));
    const grandmother = await add(phone, 'Bà Năm');
    await learn(phone, event(0), event(1));
    await signInWith(phone, person('001158000001'));
    expect((await phone.call(api.getMe)).body).toMatchObject({ signedIn: true });
    expect(await seen(phone)).toBe(2);
    await phone.call(api.signOut, { body: {} });
    expect((await phone.call(api.getMe)).body).toMatchObject({ signedIn: false, anonymous: false });
    expect(await seen(phone)).toBe(0);
    expect(await choose(phone, grandmother)).toMatchObject({
      status: 409,
      body: { code: 'identity/profile-signs-in' },
    });
    // What waited on the phone reaches her account all the same, without opening it.
    expect((await sendFor(phone, grandmother, event(2))).status).toBe(200);
    await identity.schedules!['adopt-late-work']!.run(systemContext(server.services, 'test'));
    await choose(phone, father);
    expect(await seen(phone)).toBe(1);
    await signInAgain(phone);
    expect(await seen(phone)).toBe(3);
  });

  async function signInAgain(phone: TestBrowser): Promise<void> {
    await choose(phone, null);
    await signInWith(phone, person('001158000001'));
  }

  test('whoever is chosen next does not find the account open, also when the phone chose without a network', async () => {
    const phone = server.browser();
    const father = await add(phone, 'Bố');
    await choose(phone, null);
    await signInWith(phone, person('001158000002'));
    expect((await phone.call(api.getMe)).body.signedIn).toBe(true);
    phone.cookies.set('bdhvs_who', father);
    expect((await phone.call(api.getMe)).body).toMatchObject({ signedIn: false, name: 'Bố' });
    phone.cookies.set('bdhvs_who', 'nobody');
    expect((await phone.call(api.getMe)).body.signedIn).toBe(false);
  });

  test('an erased person’s waiting work is refused for good', async () => {
    const phone = server.browser();
    const profile = await add(phone, 'Bố');
    await learn(phone, event(0));
    expect((await phone.call(api.eraseMine, { body: { word: 'XOÁ' } })).status).toBe(200);
    expect(await names(phone)).toEqual([]);
    expect(await sendFor(phone, profile, event(1))).toMatchObject({
      status: 410,
      body: { code: 'identity/profile-erased' },
    });
  });
});

describe('who tapped', () => {
  const who = `bdhvs_who=${newUuid()}`;
  test.each([
    ['', 'unknown'],
    ['bdhvs_who=nobody', 'unknown'],
    [who, 'learner'],
    [`${who}; bdhvs_hand=helper`, 'helper'],
    ['lang=vi; bdhvs_hand=helper', 'helper'],
    ['bdhvs_hand=helpers', 'unknown'],
  ])('by the cookies “%s”: %s', (cookies, expected) => expect(api.tapper(cookies)).toBe(expected));

  test('handing over and back is told by a cookie that pages may write', async () => {
    const phone = server.browser();
    await phone.call(api.holdPhone, { body: { helper: true } });
    expect(phone.cookies.get('bdhvs_hand')).toBe('helper');
    await phone.call(api.holdPhone, { body: { helper: false } });
    expect(phone.cookies.has('bdhvs_hand')).toBe(false);
  });
});
