import { describe, expect, it } from 'vitest';
import { prepareBank } from './bank.ts';
import { isBlueprintMet } from './blueprint.ts';
import { countCoverage } from './coverage.ts';
import { NO_EXPOSURE } from './exposure.ts';
import type { RuleSet } from './rules.ts';
import { nextStep, startSession } from './session.ts';
import { applyAnswer, type SessionState } from './session-state.ts';
import { syntheticBank } from './synthetic-bank.ts';
import { shippedRules } from './testing.ts';
import { countTiers } from './tiers.ts';

const bank = syntheticBank('forms');
const range = { min: 6, max: 11 };
const tiers = [
  { from: 1, to: 2, items: 35 },
  { from: 3, to: 4, items: 15 },
];
/** Fifty questions, 35 of them basic, of which 35 pass. */
const fifty: RuleSet = {
  ...shippedRules,
  id: 'fixed-50',
  form: 'fixed',
  minItems: 50,
  maxItems: 50,
  passMark: 35,
  pretestItems: 0,
  exposureCap: 1,
  blueprint: {
    competenceAtMost: 3,
    domains: Object.fromEntries(bank.domains.map((name) => [name, { atMinItems: range, atMaxItems: range }])),
    tiers,
  },
};

function play(on: typeof bank, rules: RuleSet, seed: string, isRight: (position: number) => boolean) {
  let state: SessionState = startSession(on, rules, { seed, seenItems: [], exposure: NO_EXPOSURE });
  for (;;) {
    const step = nextStep(on, rules, state);
    if (step.kind !== 'item') return { state, step };
    const outcome = applyAnswer(step.state, step.itemId, isRight(step.position));
    if (outcome.kind === 'refused') throw new Error(outcome.reason);
    state = outcome.state;
  }
}

describe('a fixed test', () => {
  it('asks as many of each tier and domain as it says, and passes from its mark on', () => {
    for (const seed of ['a', 'b', 'c']) {
      const { state, step } = play(bank, fifty, seed, (position) => position < 35);
      const indices = state.asked.map((id) => bank.indexById.get(id)!);
      expect(countTiers(bank, tiers, indices)).toEqual([35, 15]);
      expect(isBlueprintMet(fifty, bank.domains, countCoverage(bank, indices).domains)).toBe(true);
      expect(step).toMatchObject({ verdict: 'passed', reason: 'counted', answered: 50, right: 35 });
    }
    expect(play(bank, fifty, 'a', (position) => position < 34).step).toMatchObject({ verdict: 'not-passed' });
  });
});

describe('items on trial', () => {
  const onTrial = prepareBank(
    'trial',
    bank.items.map((item) => (item.id.endsWith('-20') ? { ...item, pretest: true } : item)),
  );
  const rules = { ...shippedRules, pretestItems: 2 };

  it('come twice into every test, never first, and change no result', () => {
    for (const seed of ['a', 'b', 'c', 'd']) {
      const { state, step } = play(onTrial, rules, seed, () => true);
      const places = state.asked.flatMap((id, place) => (id.endsWith('-20') ? [place] : []));
      expect(places).toHaveLength(2);
      expect(Math.min(...places)).toBeGreaterThanOrEqual(2);
      if (step.kind !== 'finished') throw new Error(step.kind);
      expect(step.scored).toBe(step.answered - 2);
      const failed = play(onTrial, rules, seed, (position) => !places.includes(position));
      expect(failed.state.asked).toEqual(state.asked);
      expect(failed.step).toEqual(step);
    }
  });
});
