import {
  addAnswer,
  at,
  type Posterior,
  probabilityAtLeast,
  startLogWeights,
  toPosterior,
} from './ability.ts';
import type { Bank } from './bank.ts';
import { packBits, unpackBits } from './bitmask.ts';
import { isBlueprintMet, openDomains } from './blueprint.ts';
import { countCoverage, domainSupply } from './coverage.ts';
import { type DomainResult, domainProfile, type IndexedAnswer } from './domain-profile.ts';
import { chooseEligible, type SessionStart } from './eligible-set.ts';
import { randomFor } from './random.ts';
import { type RuleSet, ruleSetKey } from './rules.ts';
import { selectItem } from './select.ts';
import { readAnswers, type SessionState } from './session-state.ts';
import { decide, type StopReason, type Verdict } from './stop.ts';

export interface SessionResult {
  readonly verdict: Verdict;
  readonly reason: StopReason;
  readonly answered: number;
  /** P(θ ≥ cut). */
  readonly probabilityPass: number;
  /** Expected a posteriori, logits, and its standard deviation. */
  readonly ability: { readonly mean: number; readonly sd: number };
  readonly domains: readonly DomainResult[];
}

/** The state is not of this bank or these rules, or is damaged: load the release and version it names. */
export type StateRefusal = {
  readonly kind: 'refused';
  readonly reason: 'wrong-release' | 'wrong-rules' | 'damaged';
};

export type NextStep =
  /** Ask this item; keep `state`, which remembers that it was asked. */
  | {
      readonly kind: 'item';
      readonly itemId: string;
      readonly position: number;
      readonly state: SessionState;
    }
  | ({ readonly kind: 'finished' } & SessionResult)
  | StateRefusal;

/** Begins a session: draws the items it may use. Nothing is asked yet. */
export function startSession(bank: Bank, rules: RuleSet, start: SessionStart): SessionState {
  return {
    release: bank.release,
    rules: ruleSetKey(rules),
    seed: start.seed,
    eligible: packBits(chooseEligible(bank, rules, start)),
    asked: [],
    results: '',
  };
}

/**
 * Says what comes next: the open question again, a new one, or the result.
 *
 * Depends on its arguments alone; asking twice gives the same.
 */
export function nextStep(bank: Bank, rules: RuleSet, state: SessionState): NextStep {
  if (state.release !== bank.release) return { kind: 'refused', reason: 'wrong-release' };
  if (state.rules !== ruleSetKey(rules)) return { kind: 'refused', reason: 'wrong-rules' };
  const answers = readAnswers(bank, state);
  if (!answers) return { kind: 'refused', reason: 'damaged' };

  const position = answers.length;
  const openItem = state.asked[position];
  if (openItem !== undefined) return { kind: 'item', itemId: openItem, position, state };

  const logWeights = startLogWeights(rules.prior);
  for (const { index, right } of answers) addAnswer(logWeights, bank, index, right);
  const posterior = toPosterior(logWeights);
  const coverage = countCoverage(
    bank,
    answers.map(({ index }) => index),
  );
  const probabilityPass = probabilityAtLeast(posterior.weights, rules.cut);
  const isMet = isBlueprintMet(rules, bank.domains, coverage.domains);
  const decision = decide(rules, { answered: position, probabilityPass, isBlueprintMet: isMet });
  const finish = (verdict: Verdict, reason: StopReason): NextStep => ({
    kind: 'finished',
    verdict,
    reason,
    answered: position,
    probabilityPass,
    ability: { mean: posterior.mean, sd: posterior.sd },
    domains: domainProfile(bank, rules, answers),
  });
  if (decision.kind === 'stop') return finish(decision.verdict, decision.reason);

  const itemId = chooseItem(bank, rules, state, posterior, answers);
  if (itemId === undefined) return finish('not-enough-evidence', 'no-items-left');
  return { kind: 'item', itemId, position, state: { ...state, asked: [...state.asked, itemId] } };
}

function chooseItem(
  bank: Bank,
  rules: RuleSet,
  state: SessionState,
  posterior: Posterior,
  answers: readonly IndexedAnswer[],
): string | undefined {
  const indices = answers.map(({ index }) => index);
  const { competenceAtMost } = rules.blueprint;
  const asked = countCoverage(bank, indices);
  const unasked = unpackBits(state.eligible, bank.items.length);
  for (const index of indices) unasked[index] = 0;

  const supply = domainSupply(bank, unasked, asked.competences, competenceAtMost);
  const domains = openDomains(rules, bank.domains, asked.domains, supply);
  const open = unasked.map((isUnasked, index) => {
    const isCompetenceFull = (asked.competences[at(bank.competenceOf, index)] ?? 0) >= competenceAtMost;
    return domains[at(bank.domainOf, index)] && !isCompetenceFull ? isUnasked : 0;
  });

  const random = randomFor(state.seed, `item/${answers.length}`);
  const chosen = selectItem(bank, posterior.weights, open, answers.length, rules.selection, random);
  return chosen === undefined ? undefined : bank.items[chosen]?.id;
}
