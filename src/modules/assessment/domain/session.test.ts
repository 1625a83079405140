import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareBank } from './bank.ts';
import { isBlueprintMet } from './blueprint.ts';
import { countCoverage } from './coverage.ts';
import { NO_EXPOSURE } from './exposure.ts';
import { shippedRules } from './testing.ts';
import { type NextStep, nextStep, startSession } from './session.ts';
import { applyAnswer, type SessionState } from './session-state.ts';
import { syntheticBank } from './synthetic-bank.ts';

const bank = syntheticBank('session', 6);
const ids = bank.items.map(({ id }) => id);
const begin = (seed: string, seenItems: readonly string[] = []) =>
  startSession(bank, shippedRules, { seed, seenItems, exposure: NO_EXPOSURE });

/** Answers until the test ends; `answers` are repeated when they run out. */
function play(initial: SessionState, answers: readonly boolean[]): { state: SessionState; last: NextStep } {
  let state = initial;
  for (;;) {
    const step = nextStep(bank, shippedRules, state);
    if (step.kind !== 'item') return { state, last: step };
    const outcome = applyAnswer(step.state, step.itemId, answers[step.position % answers.length] ?? false);
    if (outcome.kind !== 'accepted') throw new Error(outcome.reason);
    state = outcome.state;
  }
}

const results = fc.array(fc.boolean(), { minLength: 1, maxLength: 32 });

describe('a session', () => {
  it('ends within the lengths of the rules, meets the blueprint, and asks nothing twice', () => {
    fc.assert(
      fc.property(fc.string(), results, fc.subarray(ids, { maxLength: 60 }), (seed, answers, seen) => {
        const { state, last } = play(begin(seed, seen), answers);
        const indices = state.asked.map((id) => bank.indexById.get(id) ?? -1);
        const coverage = countCoverage(bank, indices);
        expect(last.kind).toBe('finished');
        expect(state.asked.length).toBeGreaterThanOrEqual(shippedRules.minItems);
        expect(state.asked.length).toBeLessThanOrEqual(shippedRules.maxItems);
        expect(new Set(state.asked).size).toBe(state.asked.length);
        expect(isBlueprintMet(shippedRules, bank.domains, coverage.domains)).toBe(true);
        expect(Math.max(...coverage.competences)).toBeLessThanOrEqual(
          shippedRules.blueprint.competenceAtMost,
        );
      }),
    );
  });

  it('asks nothing of the latest sessions while the bank suffices', () => {
    const seen = ids.filter((_, index) => index % 3 === 0);
    const { state } = play(begin('again', seen), [true, false]);
    expect(state.asked.filter((id) => seen.includes(id))).toEqual([]);
  });

  it('passes who knows all, and does not pass who knows nothing, in few questions', () => {
    expect(play(begin('all'), [true]).last).toMatchObject({
      kind: 'finished',
      verdict: 'passed',
      reason: 'sure',
    });
    expect(play(begin('none'), [false]).last).toMatchObject({
      kind: 'finished',
      verdict: 'not-passed',
      reason: 'sure',
    });
    expect(play(begin('all'), [true]).state.asked.length).toBeLessThanOrEqual(10);
  });

  it('survives JSON at every step, in under 1 kB, and goes on the same', () => {
    fc.assert(
      fc.property(fc.uuid(), results, (seed, answers) => {
        const { state } = play(begin(seed), answers);
        expect(JSON.stringify(state).length).toBeLessThan(1000);
        const half = { ...state, asked: state.asked.slice(0, 5), results: state.results.slice(0, 5) };
        const copy: SessionState = JSON.parse(JSON.stringify(half));
        expect(nextStep(bank, shippedRules, copy)).toEqual(nextStep(bank, shippedRules, half));
      }),
    );
  });

  it('gives different people different tests', () => {
    const first = (seed: string) => play(begin(seed), [true, false]).state.asked.slice(0, 4).join();
    expect(new Set(['a', 'b', 'c', 'd', 'e'].map(first)).size).toBe(5);
  });
});

describe('a session out of step', () => {
  const state = begin('steps');
  const step = nextStep(bank, shippedRules, state);
  const asked = step.kind === 'item' ? step : undefined;

  it('gives the open question again', () => {
    expect(asked).toBeDefined();
    expect(nextStep(bank, shippedRules, asked!.state)).toEqual(asked);
  });

  it('refuses an answer to what it has not asked', () => {
    const other = ids.find((id) => id !== asked!.itemId)!;
    expect(applyAnswer(asked!.state, other, true)).toEqual({ kind: 'refused', reason: 'not-asked' });
    expect(applyAnswer(state, asked!.itemId, true)).toEqual({ kind: 'refused', reason: 'not-asked' });
  });

  it('refuses a second answer to the same question', () => {
    const once = applyAnswer(asked!.state, asked!.itemId, true);
    expect(once.kind).toBe('accepted');
    if (once.kind !== 'accepted') return;
    expect(applyAnswer(once.state, asked!.itemId, false)).toEqual({
      kind: 'refused',
      reason: 'already-answered',
    });
  });

  it('refuses another release, other rules and a damaged state', () => {
    const refusal = (changed: Partial<SessionState>) =>
      nextStep(bank, shippedRules, { ...state, ...changed });
    expect(refusal({ release: 'other' })).toEqual({ kind: 'refused', reason: 'wrong-release' });
    expect(refusal({ rules: 'adaptive-citizens-v1@2' })).toEqual({ kind: 'refused', reason: 'wrong-rules' });
    expect(refusal({ asked: ['9.9-99'] })).toEqual({ kind: 'refused', reason: 'damaged' });
    expect(refusal({ results: '1' })).toEqual({ kind: 'refused', reason: 'damaged' });
    expect(refusal({ asked: [ids[0]!], results: 'x' })).toEqual({ kind: 'refused', reason: 'damaged' });
  });
});

describe('a bank too small for the rules', () => {
  const small = prepareBank(
    'small',
    bank.items.filter(({ id }) => id.endsWith('1-01')),
  );

  it('ends without a verdict instead of breaking a rule', () => {
    const rules = { ...shippedRules, minItems: 8 };
    let state = startSession(small, rules, { seed: 's', seenItems: [], exposure: NO_EXPOSURE });
    let step = nextStep(small, rules, state);
    while (step.kind === 'item') {
      const outcome = applyAnswer(step.state, step.itemId, true);
      if (outcome.kind !== 'accepted') break;
      state = outcome.state;
      step = nextStep(small, rules, state);
    }
    expect(step).toMatchObject({
      kind: 'finished',
      verdict: 'not-enough-evidence',
      reason: 'no-items-left',
      answered: 6,
    });
  });
});
