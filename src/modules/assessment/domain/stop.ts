import type { RuleSet } from './rules.ts';

export type Verdict = 'passed' | 'not-passed' | 'not-enough-evidence';

export type Decision =
  | { readonly kind: 'continue' }
  | { readonly kind: 'stop'; readonly verdict: Verdict; readonly reason: StopReason };

/** Sure enough; at the longest length; or nothing left in the bank that fits. */
export type StopReason = 'sure' | 'longest' | 'no-items-left';

/** What a decision rests on. */
export interface Evidence {
  readonly answered: number;
  /** P(θ ≥ cut) after these answers. */
  readonly probabilityPass: number;
  readonly isBlueprintMet: boolean;
}

/**
 * How sure a verdict must be after so many answers: on a straight line from the shortest to the longest test.
 *
 * P(θ ≥ cut) is a posterior probability and means the same whenever it is looked at, so any bound is honest; a bound is
 * only a price. It may fall with length, as in every truncated sequential test, because fewer questions remain that
 * could change the verdict. The last value is the price of "not enough evidence": 0.80 says that asking a person to
 * come back is one fifth as bad as a wrong verdict.
 *
 * @returns between the two confidences of the rules
 * @see Wald (1947), Sequential Analysis, ch. 3; Chernoff & Petkau (1981), Biometrika 68(1), 119–132: optimal bounds of a
 *   truncated test close towards its end
 */
export function requiredConfidence(rules: RuleSet, answered: number): number {
  const { confidence, minItems, maxItems } = rules;
  if (answered <= minItems) return confidence.atMinItems;
  const share = Math.min(1, (answered - minItems) / (maxItems - minItems));
  return confidence.atMinItems + share * (confidence.atMaxItems - confidence.atMinItems);
}

/**
 * Ends the test once the verdict is sure, or at its longest; never before the shortest length and the blueprint.
 *
 * At the longest length a person between the bounds gets 'not-enough-evidence': neither a pass nor a failure.
 */
export function decide(rules: RuleSet, { answered, probabilityPass, isBlueprintMet }: Evidence): Decision {
  if (answered >= rules.minItems && isBlueprintMet) {
    const sure = requiredConfidence(rules, answered);
    if (probabilityPass >= sure) return { kind: 'stop', verdict: 'passed', reason: 'sure' };
    if (1 - probabilityPass >= sure) return { kind: 'stop', verdict: 'not-passed', reason: 'sure' };
  }
  if (answered >= rules.maxItems) return { kind: 'stop', verdict: 'not-enough-evidence', reason: 'longest' };
  return { kind: 'continue' };
}
