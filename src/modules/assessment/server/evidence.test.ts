import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NATION_ID } from '#modules/organisations/index.ts';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { learning } from '#modules/learning/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { sendPractice } from '#modules/practice/index.ts';
import { practice } from '#modules/practice/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { chooseRules } from '../domain/rules-contract.ts';
import { getResult, startSession, submitAnswer } from '../domain/contract.ts';
import { solution } from '../domain/scoring.ts';
import { assessment, findOutcome } from '../server.ts';
import { bundleOfRules } from './bundle.ts';
import { evidenceFaults } from './evidence.ts';

const RULES = 'adaptive-citizens-practice-v1';
let api: TestApi;
const query = async (text: string, values: unknown[] = []) =>
  (await api.database.pool.query(text, values)).rows;

beforeAll(async () => {
  const modules = [identity, organisations, framework, learning, practice, assessment];
  api = await startTestApi({ modules });
  await query(
    `INSERT INTO assessment.rule_choices (id, unit_id, group_code, programme, rule_set, reason, chosen_by, chosen_at)
     VALUES ($1, $2, 'citizens', '', $3, 'thử', $1, now())`,
    [newUuid(), NATION_ID, RULES],
  );
});
afterAll(() => api.close());

/** A test with every answer right, on a phone without tasks. */
async function passed(phone: TestBrowser): Promise<string> {
  const { items } = bundleOfRules(api.services.content(), RULES)!;
  let { body: step } = await phone.call(startSession, { body: { group: 'citizens', plain: true } });
  const { session } = step;
  const [{ state }] = await query('SELECT state FROM assessment.sessions WHERE id = $1', [session]);
  while (step.kind === 'question') {
    const { itemId } = step.question;
    const body = { itemId, answer: solution(items.get(itemId)!, state.seed) };
    ({ body: step } = await phone.call(submitAnswer, { params: { session }, body }));
  }
  return session;
}
const practise = (phone: TestBrowser, scene: string, more: object = {}) =>
  phone.call(sendPractice, {
    body: {
      events: [
        {
          id: newUuid(),
          scene,
          kind: 'run' as const,
          mode: 'changed' as const,
          seed: 1,
          at: api.clock.now.toISOString(),
          seconds: 40,
          tappedBy: 'learner' as const,
          isDone: true,
          hints: { nudge: 0, highlight: 0, show: 0 },
          errors: 0,
          repairs: 0,
          undone: 0,
          guarded: 0,
          ...more,
        },
      ],
    },
  });

describe('a pass whose rules ask for something done', () => {
  test('says what is missing and where to do it, and waits until her own hands have done it', async () => {
    const phone = api.browser();
    const session = await passed(phone);
    const [{ part_key: partKey }] = await query('SELECT part_key FROM assessment.sessions WHERE id = $1', [
      session,
    ]);
    const result = async () => (await phone.call(getResult, { params: { session } })).body;
    const missing = async () =>
      (await result()).evidence.filter((one: { isMet: boolean }) => !one.isMet).map((one: any) => one.domain);
    const first = await result();
    expect(first).toMatchObject({ verdict: 'passed' });
    expect(first.evidence.map((one: any) => [one.domain, one.needs, typeof one.scene?.id])).toEqual([
      ['2', 'alone', 'string'],
      ['4', 'changed', 'string'],
      ['5', 'changed', 'string'],
    ]);
    expect(await findOutcome(api.services, partKey, session)).toMatchObject({ lacksPractice: true });

    await practise(phone, 'goi-video-cho-con', { mode: 'alone' });
    expect(await missing()).toEqual(['4', '5']);
    await practise(phone, 'mat-khau-hai-lop', { tappedBy: 'helper' });
    await practise(phone, 'mat-khau-hai-lop', { hints: { nudge: 0, highlight: 1, show: 0 } });
    await practise(phone, 'mat-khau-hai-lop', { isDone: false });
    await practise(phone, 'mat-khau-hai-lop', { mode: 'alone' });
    expect(await missing()).toEqual(['4', '5']);
    await practise(phone, 'mat-khau-hai-lop', { hints: { nudge: 1, highlight: 0, show: 0 } });
    await practise(phone, 'chuyen-khoan-qr');
    expect(await missing()).toEqual([]);
    expect(await findOutcome(api.services, partKey, session)).toMatchObject({
      lacksPractice: false,
      practice: [
        { domain: '2', level: 'alone', help: 0 },
        { domain: '4', level: 'changed', help: 1 },
        { domain: '5', level: 'changed', help: 0 },
      ],
    });
    const told = await query("SELECT 1 FROM platform.outbox WHERE name = 'practice.shown'");
    // What a helper tapped and what did not reach its end tell nothing.
    expect(told).toHaveLength(5);
  });

  test('may be asked by a unit over its rule set, where some scene can show it', async () => {
    const officer = api.browser();
    await signInStaff(api, officer, 'assessment-officer', NATION_ID);
    const choice = (level: 'alone' | 'witnessed') => ({
      id: newUuid(),
      group: 'citizens',
      ruleSet: RULES,
      evidence: { everywhere: level, domains: {}, helpAtMost: 0 },
      reason: 'Theo kế hoạch của đơn vị',
    });
    const choose = (level: 'alone' | 'witnessed') =>
      officer.call(chooseRules, { params: { unit: NATION_ID }, body: choice(level) });
    api.clock.now = new Date(api.clock.now.getTime() + 60_000);
    expect((await choose('alone')).status).toBe(200);
    const phone = api.browser();
    const { evidence } = (await phone.call(getResult, { params: { session: await passed(phone) } })).body;
    expect(evidence.map((one: any) => `${one.domain} ${one.needs}`)).toEqual([
      '1 alone',
      '2 alone',
      '3 alone',
      '4 changed',
      '5 changed',
      '6 alone',
    ]);
  });

  test('is refused at publication where nothing can show it', () => {
    const { rules } = bundleOfRules(api.services.content(), RULES)!;
    const evidence = { everywhere: 'quiz' as const, domains: { '3': 'witnessed' as const }, helpAtMost: 2 };
    const faults = (value: typeof rules) =>
      evidenceFaults([{ path: 'rules/x.yaml', value }], api.services.content());
    expect(faults(rules)).toEqual([]);
    expect(faults({ ...rules, evidence })).toEqual([]);
    const domains = { '9': rules.blueprint.domains['1']! };
    const nowhere = {
      ...rules,
      evidence: { ...evidence, domains: { '9': 'witnessed' as const } },
      blueprint: { ...rules.blueprint, domains },
    };
    expect(faults(nowhere)).toMatchObject([{ what: expect.stringContaining('no scene of domain 9') }]);
  });
});
