import type { Bank } from '../bank.ts';
import { isBlueprintMet } from '../blueprint.ts';
import { noteBroken } from '../broken.ts';
import { countCoverage } from '../coverage.ts';
import type { SessionStart } from '../eligible-set.ts';
import type { RuleSet } from '../rules.ts';
import { nextStep, startSession } from '../session.ts';
import { applyAnswer, type SessionState } from '../session-state.ts';
import { countTiers } from '../tiers.ts';

/** Scored questions of a printed adaptive test where its rules say nothing: about what a person can do in an hour. */
const LENGTH = 40;

/** Scored questions of a test printed by these rules. */
export function paperLength({ form, paperItems, minItems, maxItems }: RuleSet): number {
  if (form === 'fixed') return maxItems;
  return paperItems ?? Math.max(minItems, Math.min(maxItems, LENGTH));
}

/** Seeds tried before a form is given up. */
const TRIES = 8;

/**
 * Draws the questions of one printed test: those a session of this seed asks when no answer moves the choice. It is a
 * session before its first answer, so that marking and playing it again are those of any other test.
 *
 * Tasks on a make-believe phone are never printed. Domains, competences, tiers and exposure hold as on a screen.
 *
 * @param broken - items taken out of tests now
 * @returns with all questions in `asked` and none answered; undefined when the bank cannot fill the blueprint
 */
export function drawPaper(
  bank: Bank,
  rules: RuleSet,
  start: SessionStart,
  broken: Iterable<string>,
): SessionState | undefined {
  const without = [...broken];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const seed = attempt === 0 ? start.seed : `${start.seed}.${attempt}`;
    const fresh = startSession(bank, rules, { ...start, seed });
    const whole = noteBroken(bank, { ...fresh, plainFrom: 0, paper: paperLength(rules) }, without);
    const drawn = drawAll(bank, rules, whole);
    if (drawn && isFilled(bank, rules, drawn)) return drawn;
  }
  return undefined;
}

/** Every question in turn; which one comes next depends on no answer. */
function drawAll(bank: Bank, rules: RuleSet, initial: SessionState): SessionState | undefined {
  let state = initial;
  for (;;) {
    const step = nextStep(bank, rules, state);
    if (step.kind === 'refused') return undefined;
    if (step.kind === 'finished')
      return step.reason === 'counted' ? { ...initial, asked: state.asked } : undefined;
    const answered = applyAnswer(step.state, step.itemId, false);
    if (answered.kind === 'refused') return undefined;
    ({ state } = answered);
  }
}

function isFilled(bank: Bank, rules: RuleSet, { asked }: SessionState): boolean {
  const places = asked.flatMap((id) => bank.indexById.get(id) ?? []);
  const scored = places.filter((place) => bank.scored[place] === 1);
  const { tiers = [] } = rules.blueprint;
  const isLongest = scored.length === rules.maxItems;
  return (
    scored.length === paperLength(rules) &&
    isBlueprintMet(rules, bank.domains, countCoverage(bank, scored).domains) &&
    (!isLongest || countTiers(bank, tiers, scored).every((count, place) => count === tiers[place]?.items))
  );
}
