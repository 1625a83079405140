import type { Bank } from './bank.ts';
import { isBlueprintMet } from './blueprint.ts';
import type { Unmeetable } from './check-blueprint.ts';
import { countCoverage } from './coverage.ts';
import { NO_EXPOSURE } from './exposure.ts';
import type { RuleSet } from './rules.ts';
import { nextStep, startSession } from './session.ts';
import { applyAnswer } from './session-state.ts';
import { countTiers } from './tiers.ts';

const SEEDS = ['rehearsal-1', 'rehearsal-2', 'rehearsal-3'];

/**
 * Draws some forms of a fixed test from this bank, as sessions will. Counting what the bank holds (check-blueprint.ts)
 * sees a tier or a domain that is too small; whether tiers and domains can be had together shows only in a draw.
 *
 * @returns empty for an adaptive test, and when each form holds what the blueprint asks
 */
export function rehearseForm(rules: RuleSet, bank: Bank): Unmeetable[] {
  if (rules.form !== 'fixed') return [];
  const seed = SEEDS.find((one) => !isFilled(rules, bank, one));
  return seed === undefined ? [] : [{ kind: 'form-not-filled', seed }];
}

function isFilled(rules: RuleSet, bank: Bank, seed: string): boolean {
  let state = startSession(bank, rules, { seed, seenItems: [], exposure: NO_EXPOSURE });
  for (;;) {
    const step = nextStep(bank, rules, state);
    if (step.kind !== 'item') break;
    const answered = applyAnswer(step.state, step.itemId, false);
    if (answered.kind === 'refused') return false;
    ({ state } = answered);
  }
  const asked = state.asked.flatMap((id) => bank.indexById.get(id) ?? []);
  const scored = asked.filter((index) => bank.scored[index] === 1);
  const { tiers = [] } = rules.blueprint;
  return (
    isBlueprintMet(rules, bank.domains, countCoverage(bank, scored).domains) &&
    countTiers(bank, tiers, scored).every((count, place) => count === tiers[place]?.items)
  );
}
