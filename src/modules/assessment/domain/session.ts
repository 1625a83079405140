import { at } from './ability.ts';
import type { Bank } from './bank.ts';
import { packBits, unpackBits } from './bitmask.ts';
import { askable } from './broken.ts';
import { isBlueprintMet, openDomains } from './blueprint.ts';
import { countCoverage, domainSupply } from './coverage.ts';
import { type Abilities, estimateAbilities } from './domain-abilities.ts';
import {
  type DomainResult,
  domainProfile,
  type IndexedAnswer,
  probabilityBelowFloor,
} from './domain-profile.ts';
import { chooseEligible, type SessionStart } from './eligible-set.ts';
import { duePretest } from './pretest.ts';
import { randomFor } from './random.ts';
import { withoutReserved } from './reserve.ts';
import { type RuleSet, ruleSetKey } from './rules.ts';
import { selectItem, usefulnessShare } from './select.ts';
import { readAnswers, type SessionState } from './session-state.ts';
import { decide, type StopReason, type Verdict } from './stop.ts';
import { keepTiers } from './tiers.ts';
import { usefulnessOf } from './usefulness.ts';

export interface SessionResult {
  readonly verdict: Verdict;
  readonly reason: StopReason;
  /** Answers given, items on trial among them. */
  readonly answered: number;
  /** Answers that counted. */
  readonly scored?: number;
  /** Right answers among those that counted. */
  readonly right?: number;
  /** P(θ̄ ≥ cut). */
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
  const answers = answersOf(bank, rules, state);
  if (!Array.isArray(answers)) return answers as StateRefusal;

  const position = answers.length;
  const openItem = state.asked[position];
  if (openItem !== undefined) return { kind: 'item', itemId: openItem, position, state };

  const trial = duePretest(bank, rules, state, position);
  const counted = answers.filter(({ index }) => at(bank.scored, index) === 1);
  const verdict = trial === undefined ? endingOf(bank, rules, state, counted) : undefined;
  if (verdict) return { kind: 'finished', ...resultOf(bank, rules, answers, verdict) };

  const chosen = trial ?? chooseItem(bank, rules, state, counted);
  const itemId = chosen === undefined ? undefined : bank.items[chosen]?.id;
  if (itemId === undefined) {
    const none = { verdict: 'not-enough-evidence', reason: 'no-items-left' } as const;
    return { kind: 'finished', ...resultOf(bank, rules, answers, none) };
  }
  return { kind: 'item', itemId, position, state: { ...state, asked: [...state.asked, itemId] } };
}

/**
 * The result of answers as they are, whatever rules chose the questions: to score a session again under another bundle.
 *
 * @param reason - why it ends, where these rules would have gone on
 */
export function scoreAnswers(
  bank: Bank,
  rules: RuleSet,
  answers: readonly IndexedAnswer[],
  reason: StopReason,
): SessionResult {
  const counted = answers.filter(({ index }) => at(bank.scored, index) === 1);
  const verdict = verdictOf(bank, rules, counted) ?? {
    verdict: rules.form === 'fixed' ? markedVerdict(rules, counted) : ('not-enough-evidence' as const),
    reason,
  };
  return resultOf(bank, rules, answers, verdict);
}

function answersOf(bank: Bank, rules: RuleSet, state: SessionState): IndexedAnswer[] | StateRefusal {
  if (state.release !== bank.release) return { kind: 'refused', reason: 'wrong-release' };
  if (state.rules !== ruleSetKey(rules)) return { kind: 'refused', reason: 'wrong-rules' };
  return readAnswers(bank, state) ?? { kind: 'refused', reason: 'damaged' };
}

interface Ending {
  readonly verdict: Verdict;
  readonly reason: StopReason;
}

/** The last one is remembered: stopping, choosing and reporting look at the same answers one after another. */
let latest: { bank: Bank; rules: RuleSet; key: string; abilities: Abilities } | undefined;

function abilitiesOf(bank: Bank, rules: RuleSet, counted: readonly IndexedAnswer[]): Abilities {
  const key = counted.map(({ index, right }) => (right ? index : -1 - index)).join();
  if (latest?.bank === bank && latest.rules === rules && latest.key === key) return latest.abilities;
  const abilities = estimateAbilities(bank, rules, counted);
  latest = { bank, rules, key, abilities };
  return abilities;
}

/** How a test with these counted answers ends; undefined while it goes on. */
function verdictOf(bank: Bank, rules: RuleSet, counted: readonly IndexedAnswer[]): Ending | undefined {
  if (rules.form === 'fixed') {
    return counted.length < rules.maxItems
      ? undefined
      : { verdict: markedVerdict(rules, counted), reason: 'counted' };
  }
  if (counted.length < rules.minItems) return undefined;
  const indices = counted.map(({ index }) => index);
  const abilities = abilitiesOf(bank, rules, counted);
  const decision = decide(rules, {
    answered: counted.length,
    probabilityPass: abilities.probabilityPass,
    isBlueprintMet: isBlueprintMet(rules, bank.domains, countCoverage(bank, indices).domains),
    probabilityBelowFloor: probabilityBelowFloor(rules, abilities),
  });
  return decision.kind === 'stop' ? decision : undefined;
}

/** A paper is asked to its end, whatever is answered; only then is it marked. */
function endingOf(
  bank: Bank,
  rules: RuleSet,
  { paper }: SessionState,
  counted: readonly IndexedAnswer[],
): Ending | undefined {
  if (paper === undefined) return verdictOf(bank, rules, counted);
  if (counted.length < paper) return undefined;
  const { verdict } = verdictOf(bank, rules, counted) ?? { verdict: 'not-enough-evidence' };
  return { verdict, reason: 'counted' };
}

function markedVerdict({ passMark = Infinity }: RuleSet, counted: readonly IndexedAnswer[]): Verdict {
  return counted.filter(({ right }) => right).length >= passMark ? 'passed' : 'not-passed';
}

function resultOf(
  bank: Bank,
  rules: RuleSet,
  answers: readonly IndexedAnswer[],
  { verdict, reason }: Ending,
): SessionResult {
  const counted = answers.filter(({ index }) => at(bank.scored, index) === 1);
  const abilities = abilitiesOf(bank, rules, counted);
  return {
    verdict,
    reason,
    answered: answers.length,
    scored: counted.length,
    right: counted.filter(({ right }) => right).length,
    probabilityPass: abilities.probabilityPass,
    ability: { mean: abilities.mean, sd: abilities.sd },
    domains: domainProfile(bank, rules, counted, abilities),
  };
}

/** The next scored item, by its position in the bank. */
function chooseItem(
  bank: Bank,
  rules: RuleSet,
  state: SessionState,
  counted: readonly IndexedAnswer[],
): number | undefined {
  const indices = counted.map(({ index }) => index);
  const { competenceAtMost } = rules.blueprint;
  const asked = countCoverage(bank, indices);
  const unasked = askable(bank, state, unpackBits(state.eligible, bank.items.length));
  for (const index of bank.trials) unasked[index] = 0;
  for (const index of indices) unasked[index] = 0;

  const supply = domainSupply(bank, unasked, asked.competences, competenceAtMost);
  const domains = openDomains(rules, bank.domains, asked.domains, supply);
  const isOpen = bank.competences.map(
    (_, competence) => (asked.competences[competence] ?? 0) < competenceAtMost,
  );
  for (let index = 0; index < unasked.length; index += 1) {
    if (!domains[at(bank.domainOf, index)] || !isOpen[at(bank.competenceOf, index)]) unasked[index] = 0;
  }
  const open = keepTiers(bank, rules, indices, withoutReserved(bank, rules, counted.length, unasked));

  const random = randomFor(state.seed, `item/${state.results.length}`);
  const blend = rules.form === 'fixed' ? CHANCE_ALONE : rules.selection;
  // What is printed was chosen before anybody answered.
  const known = state.paper === undefined ? counted : [];
  const usefulness =
    usefulnessShare(blend, counted.length) > 0
      ? usefulnessOf(bank, rules, abilitiesOf(bank, rules, known), known, open)
      : new Float64Array(open.length);
  return selectItem(usefulness, open, counted.length, blend, random);
}

/** A fixed test draws its questions: nothing it learns of the person moves the choice. */
const CHANCE_ALONE = { rampItems: Infinity, rampPower: 1, top: 1 };
