import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_EXPOSURE } from './exposure.ts';
import type { RuleSet } from './rules.ts';
import { type LoggedAnswer, initialState, replay } from './replay.ts';
import { shippedRules } from './testing.ts';
import { nextStep, startSession } from './session.ts';
import { applyAnswer, type SessionState } from './session-state.ts';
import { syntheticBank } from './synthetic-bank.ts';

const bank = syntheticBank('replay', 6);

function record(
  seed: string,
  answers: readonly boolean[],
  sessions: number,
): { state: SessionState; log: LoggedAnswer[] } {
  const worn = { administered: Math.floor(sessions / 6), eligible: Math.floor(sessions / 2) };
  const exposure = { sessions, items: new Map(bank.items.map(({ id }) => [id, worn])) };
  let state = startSession(bank, shippedRules, { seed, seenItems: ['1.1-01'], exposure });
  const log: LoggedAnswer[] = [];
  for (const right of answers) {
    const step = nextStep(bank, shippedRules, state);
    if (step.kind !== 'item') break;
    const outcome = applyAnswer(step.state, step.itemId, right);
    if (outcome.kind !== 'accepted') throw new Error(outcome.reason);
    log.push({ itemId: step.itemId, right });
    state = outcome.state;
  }
  const step = nextStep(bank, shippedRules, state);
  return { state: step.kind === 'item' ? step.state : state, log };
}

const answers = fc.array(fc.boolean(), { maxLength: 35 });

describe('a replay', () => {
  it('asks the same items and ends the same, without the exposure counts of the day', () => {
    fc.assert(
      fc.property(fc.string(), answers, fc.nat(10_000), (seed, given, sessions) => {
        const { state, log } = record(seed, given, sessions);
        const step = nextStep(bank, shippedRules, state);
        expect(replay(bank, shippedRules, initialState(state), log)).toEqual({ kind: 'same', state, step });
      }),
    );
  });

  it('names the first answer that cannot have been', () => {
    const { state, log } = record('forged', [true, false, true, true], 100);
    const asked = log.map(({ itemId }) => itemId);
    const other = bank.items.find(({ id }) => !asked.includes(id))!.id;
    const forged = log.map((answer, position) => (position === 2 ? { ...answer, itemId: other } : answer));
    expect(replay(bank, shippedRules, initialState(state), forged)).toMatchObject({
      kind: 'different',
      position: 2,
      logged: other,
      step: { kind: 'item', itemId: asked[2] },
    });
  });

  it('names an answer given after the end', () => {
    const { state, log } = record(
      'long',
      Array.from({ length: 40 }, () => true),
      0,
    );
    const more = [...log, { itemId: '1.1-01', right: true }];
    expect(replay(bank, shippedRules, initialState(state), more)).toMatchObject({
      kind: 'different',
      position: log.length,
      step: { kind: 'finished' },
    });
  });
});

describe('a test begun under the rules before these', () => {
  const range = { atMinItems: { min: 1, max: 2 }, atMaxItems: { min: 4, max: 12 } };
  /** adaptive-citizens-v2@1, as bundles keep it. */
  const earlier: RuleSet = {
    ...shippedRules,
    version: 1,
    confidence: { atMinItems: 0.97, atMaxItems: 0.75 },
    maxItems: 46,
    selection: {
      criterion: 'decision',
      rampItems: 4,
      rampPower: 1,
      top: 1,
      reserve: { share: 0.08, until: 8 },
    },
    blueprint: {
      competenceAtMost: 4,
      domains: Object.fromEntries(bank.domains.map((domain) => [domain, range])),
    },
    exposureCap: 0.148,
  };
  /** Played by the engine of that time: items, and whether the answer was right. */
  const played =
    '4.3-02+ 1.1-06+ 2.2-04- 6.1-04+ 5.4-02- 3.4-03- 6.3-06+ 2.4-05+ 4.4-01- 2.2-03+ 5.1-02- 1.3-01+ 6.2-02- 3.1-04- 5.3-06+ ' +
    '3.4-02+ 2.3-04- 1.3-04+ 4.2-06+ 2.2-05+ 1.2-02- 4.2-05+ 4.3-01- 3.1-03- 5.2-01+ 6.2-01+ 3.3-05- 2.5-05+ 1.1-02- 1.3-05+ ' +
    '2.4-02- 5.2-04- 4.2-01+ 4.3-04+ 1.2-01- 5.1-01+ 6.3-03+ 3.1-02+ 6.2-05- 4.4-04+ 3.4-01- 1.1-05- 3.4-04+ 2.4-01+';
  const answers = played.split(' ').map((answer): LoggedAnswer => ({
    itemId: answer.slice(0, -1),
    right: answer.endsWith('+'),
  }));

  it('asks the same 44 questions and ends as it did', () => {
    const begun = startSession(bank, earlier, {
      seed: 'golden',
      seenItems: ['1.1-01'],
      exposure: NO_EXPOSURE,
    });
    const again = replay(bank, earlier, begun, answers);
    expect(again).toMatchObject({
      kind: 'same',
      step: { kind: 'finished', verdict: 'passed', reason: 'sure', answered: 44 },
    });
    expect(again.kind === 'same' && again.step.kind === 'finished' && again.step.probabilityPass).toBeCloseTo(
      0.766,
      4,
    );
  });

  it('is not taken for one under these rules', () => {
    const begun = startSession(bank, earlier, { seed: 'golden', seenItems: [], exposure: NO_EXPOSURE });
    expect(nextStep(bank, shippedRules, begun)).toEqual({ kind: 'refused', reason: 'wrong-rules' });
  });
});
