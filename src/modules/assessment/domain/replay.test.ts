import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
