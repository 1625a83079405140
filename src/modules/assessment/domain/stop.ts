import type { RuleSet } from './rules.ts';

export type Verdict = 'passed' | 'not-passed' | 'not-enough-evidence';

export type Decision =
  | { readonly kind: 'continue' }
  | { readonly kind: 'stop'; readonly verdict: Verdict; readonly reason: StopReason };

/** Sure enough; at the longest length; nothing left in the bank that fits; all questions of a fixed test counted; no time left; the sitting ended. */
export type StopReason = 'sure' | 'longest' | 'no-items-left' | 'counted' | 'time-up' | 'sitting-ended';

/** What a decision rests on. */
export interface Evidence {
  readonly answered: number;
  /** P(θ̄ ≥ cut) after these answers. */
  readonly probabilityPass: number;
  readonly isBlueprintMet: boolean;
  /** The greatest P(θ_d < cut − margin) of any domain; 0 where the rules have no floor. */
  readonly probabilityBelowFloor: number;
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
 * Nobody passes with a domain that is likely below its floor, however able elsewhere: the test goes on, and asks. At the
 * longest length a person between the bounds gets 'not-enough-evidence': neither a pass nor a failure.
 */
export function decide(rules: RuleSet, evidence: Evidence): Decision {
  const { answered, probabilityPass, isBlueprintMet, probabilityBelowFloor } = evidence;
  if (answered >= rules.minItems && isBlueprintMet) {
    const sure = requiredConfidence(rules, answered);
    const isFloorKept = !rules.domainFloor || probabilityBelowFloor < rules.domainFloor.doubt;
    if (probabilityPass >= sure && isFloorKept) return { kind: 'stop', verdict: 'passed', reason: 'sure' };
    if (1 - probabilityPass >= sure) return { kind: 'stop', verdict: 'not-passed', reason: 'sure' };
  }
  if (answered >= rules.maxItems) return { kind: 'stop', verdict: 'not-enough-evidence', reason: 'longest' };
  return { kind: 'continue' };
}
