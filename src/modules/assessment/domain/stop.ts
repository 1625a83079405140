import type { RuleSet } from './rules.ts';

export type Verdict = 'passed' | 'not-passed' | 'not-enough-evidence';

export type Decision =
  | { readonly kind: 'continue' }
  | { readonly kind: 'stop'; readonly verdict: Verdict; readonly reason: StopReason };

/**
 * Sure enough; so near the cut that more questions would not settle it; at the longest length; nothing left in the bank that
 * fits; all questions of a fixed test counted; no time left; the sitting ended.
 */
export type StopReason =
  'sure' | 'too-close' | 'longest' | 'no-items-left' | 'counted' | 'time-up' | 'sitting-ended';

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
 * How sure a test must be to end after so many answers: on a straight line from the shortest to the longest test.
 *
 *   P*(n) = p₀ − (p₀ − p₁) (n − shortest) / (longest − shortest),   ends once max(P, 1 − P) ≥ P*(n),  P = P(θ̄ ≥ cut)
 *
 * P is a posterior probability and means the same whenever it is looked at, so any bound is honest; a bound is only a
 * price of questions. It falls with length because fewer questions remain that could change the verdict, and the later
 * they come the less each moves it. optimal-stop.ts computes the best bound there is for a mean length; the line stays
 * within a tenth of a point of it, and can be told in a sentence.
 *
 * @returns between the two confidences of the rules
 * @see Wald (1947), Sequential Analysis, ch. 3; Chernoff & Petkau (1981), Biometrika 68(1), 119–132: optimal bounds of a
 *   truncated test close towards its end; Eggen (1999), Applied Psychological Measurement 23(3), 249–261: sequential
 *   tests of questions chosen for the decision
 */
export function requiredConfidence(rules: RuleSet, answered: number): number {
  const { confidence, minItems, maxItems } = rules;
  if (answered <= minItems) return confidence.atMinItems;
  const share = Math.min(1, (answered - minItems) / (maxItems - minItems));
  return confidence.atMinItems + share * (confidence.atMaxItems - confidence.atMinItems);
}

/**
 * Ends the test once it is sure, or at its longest; never before the shortest length and the blueprint.
 *
 * Nobody passes with a domain that is likely below its floor, however able elsewhere: the test goes on, and asks. Where it
 * ends less sure than `toTell`, because the person is so near the cut that more questions are not worth asking, the result
 * is 'not-enough-evidence': neither a pass nor a failure. So it is between the bounds at the longest length.
 *
 * @see Finkelman (2008), Journal of Educational and Behavioral Statistics 33(4), 442–463: ending a test that can hardly
 *   change its mind (stochastic curtailment)
 */
export function decide(rules: RuleSet, evidence: Evidence): Decision {
  const { answered, probabilityPass, isBlueprintMet, probabilityBelowFloor } = evidence;
  if (answered >= rules.minItems && isBlueprintMet) {
    const sure = requiredConfidence(rules, answered);
    const certainty = Math.max(probabilityPass, 1 - probabilityPass);
    if (certainty >= sure && certainty < (rules.confidence.toTell ?? 0)) {
      return { kind: 'stop', verdict: 'not-enough-evidence', reason: 'too-close' };
    }
    const isFloorKept = !rules.domainFloor || probabilityBelowFloor < rules.domainFloor.doubt;
    if (probabilityPass >= sure && isFloorKept) return { kind: 'stop', verdict: 'passed', reason: 'sure' };
    if (1 - probabilityPass >= sure) return { kind: 'stop', verdict: 'not-passed', reason: 'sure' };
  }
  if (answered >= rules.maxItems) return { kind: 'stop', verdict: 'not-enough-evidence', reason: 'longest' };
  return { kind: 'continue' };
}
