// Two devices, one person: whatever happens in whatever order, everything is counted once.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAttempts, startSession, submitAnswer } from '../src/modules/assessment/index.ts';
import { solution } from '../src/modules/assessment/domain/scoring.ts';
import { assessment } from '../src/modules/assessment/server.ts';
import { currentBundle } from '../src/modules/assessment/server/bundle.ts';
import { claimMine, listMine } from '../src/modules/credentials/index.ts';
import { credentials } from '../src/modules/credentials/server.ts';
import { framework } from '../src/modules/framework/server.ts';
import { chooseConsent, listConsents, signOut } from '../src/modules/identity/index.ts';
import { identity } from '../src/modules/identity/server.ts';
import { getCatalogue, getLesson, listProgress, sendEvents } from '../src/modules/learning/index.ts';
import { learning } from '../src/modules/learning/server.ts';
import { organisations } from '../src/modules/organisations/server.ts';
import { newUuid } from '../src/platform/ids/uuid7.ts';
import { startDemoProvider, type DemoProvider } from '../src/server/demo-provider.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../src/server/testing.ts';
import { signInWith } from './identity-visitor.ts';

let api: TestApi;
let provider: DemoProvider;
let lesson: { id: string; steps: { id: string }[] };
beforeAll(async () => {
  provider = await startDemoProvider(['http://localhost:3000']);
  const modules = [identity, organisations, framework, learning, assessment, credentials];
  api = await startTestApi({ modules, env: provider.settings as Record<string, string> });
  const { body } = await api.browser().call(getCatalogue);
  const { id } = body.programmes[0].chapters[0].lessons[0];
  lesson = (await api.browser().call(getLesson, { params: { lesson: id } })).body;
});
afterAll(async () => {
  await api?.close();
  await provider?.close();
});

type Deed =
  | { readonly kind: 'step'; readonly device: 0 | 1; readonly number: number }
  | { readonly kind: 'begin' | 'pass' | 'sign-in' | 'sign-out' | 'claim'; readonly device: 0 | 1 };

const device = fc.constantFrom<0 | 1>(0, 1);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('step' as const), device, number: fc.nat(4) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('begin' as const, 'pass' as const, 'sign-in' as const),
      device,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('sign-out' as const, 'claim' as const), device }),
  },
);

const query = async <T>(text: string, values: unknown[]): Promise<T[]> =>
  (await api.database.pool.query(text, values)).rows;

/** Begins a test and, when told, answers all of it rightly. @returns its id, or undefined when it was refused */
async function takeTest(browser: TestBrowser, whole: boolean): Promise<string | undefined> {
  let { status, body: step } = await browser.call(startSession, { body: { group: 'citizens' } });
  if (status !== 200) {
    expect(step.code).toMatch(/^assessment\/(passed-already|wait-before-retake)$/);
    return undefined;
  }
  const session: string = step.session;
  const bundle = currentBundle(api.services.content(), 'citizens')!;
  while (whole && step.kind === 'question') {
    const [row] = await query<{ state: { seed: string } }>(
      'SELECT state FROM assessment.sessions WHERE id = $1',
      [session],
    );
    const { itemId } = step.question;
    const answer = solution(bundle.items.get(itemId)!, row!.state.seed);
    ({ status, body: step } = await browser.call(submitAnswer, {
      params: { session },
      body: { itemId, answer },
    }));
    expect(status, JSON.stringify(step)).toBe(200);
  }
  return session;
}

let people = 0;
async function live(deeds: readonly Deed[]) {
  // Each person comes some time after the last one: limits of requests a minute are another test's matter.
  api.clock.now = new Date(api.clock.now.getTime() + 60_000 * 10);
  const name = `Người Thứ ${(people += 1)}`;
  const browsers = [api.browser(), api.browser()] as const;
  // Both devices know the same five events: a lesson that was copied from one phone to the other.
  const ids = lesson.steps.slice(0, 5).map(() => newUuid());
  const sent = new Set<number>();
  const passed = new Set<string>();
  for (const one of deeds) {
    const browser = browsers[one.device];
    if (one.kind === 'step') {
      const number = one.number % ids.length;
      const step = lesson.steps[number]!.id;
      const event = {
        id: ids[number]!,
        kind: 'step-seen',
        lesson: lesson.id,
        step,
        at: '2026-11-20T08:00:00.000Z',
      };
      expect((await browser.call(sendEvents, { body: { events: [event] } })).status).toBe(200);
      sent.add(number);
    } else if (one.kind === 'begin' || one.kind === 'pass') {
      const session = await takeTest(browser, one.kind === 'pass');
      if (session && one.kind === 'pass') passed.add(session);
    } else if (one.kind === 'sign-in') await signInWith(browser, { name });
    else if (one.kind === 'sign-out') {
      // An anonymous learner who signs out loses nothing; what she did before signing in is the account's already.
      await browser.call(signOut, { body: { everywhere: false } });
    } else await browser.call(claimMine, { body: { homeLater: true } });
    if (deeds.length % 2 === 0) await api.drain();
  }
  for (const browser of [...browsers, ...browsers]) await signInWith(browser, { name });
  return { browsers, ids, sent, passed };
}

async function agree(browser: TestBrowser): Promise<void> {
  const { consents } = (await browser.call(listConsents)).body;
  const { purpose, version } = consents.find((one: { purpose: string }) => one.purpose === 'confirmation');
  const { status } = await browser.call(chooseConsent, {
    body: { id: newUuid(), purpose, version, given: true },
  });
  expect(status).toBe(200);
}

test('whatever two devices do before, between and after signing in, everything is counted once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 9 }), async (deeds) => {
      const { browsers, ids, sent, passed } = await live(deeds);
      const [one, other] = browsers;
      await agree(one);
      await api.drain();
      for (const browser of [one, other, one]) await browser.call(claimMine, { body: { homeLater: true } });
      await api.drain();

      const progress = (await one.call(listProgress)).body.progress;
      expect(progress.map((line: { seen: number }) => line.seen)).toEqual(sent.size > 0 ? [sent.size] : []);
      const rows = await query('SELECT id FROM learning.events WHERE id = ANY($1)', [ids]);
      expect(rows).toHaveLength(sent.size);

      const { attempts } = (await one.call(listAttempts)).body;
      const sessions: string[] = attempts.map((attempt: { session: string }) => attempt.session);
      expect(new Set(sessions).size).toBe(sessions.length);
      expect(sessions).toEqual(expect.arrayContaining([...passed]));
      const finished = attempts.filter((attempt: { finishedAt: string | null }) => attempt.finishedAt);
      expect(finished).toHaveLength(passed.size);
      // At most one test is open, however many devices had begun one.
      expect(sessions.length - finished.length).toBeLessThanOrEqual(1);

      const mine = (await one.call(listMine)).body;
      const confirmed = await query<{ session_id: string }>(
        'SELECT session_id FROM credentials.credentials WHERE session_id = ANY($1::uuid[])',
        [[...passed]],
      );
      expect(new Set(confirmed.map((row) => row.session_id)).size).toBe(confirmed.length);
      expect(mine.credentials).toHaveLength(confirmed.length);
      expect(mine.waiting).toBe(0);
      expect(confirmed.length > 0).toBe(passed.size > 0);

      expect((await other.call(listProgress)).body.progress).toEqual(progress);
      expect((await other.call(listAttempts)).body.attempts).toEqual(attempts);
      expect((await other.call(listMine)).body).toEqual(mine);
    }),
    { numRuns: 10 },
  );
}, 120_000);
