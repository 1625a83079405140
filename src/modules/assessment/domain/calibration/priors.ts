import { type Curve, logit, type Triple } from './curve.ts';

/** A normal belief about a number. */
export interface Belief {
  readonly mean: number;
  readonly sd: number;
}

/** What is believed of an item before its answers; what is left out weighs nothing. */
export interface ItemPriors {
  /** Of log a. */
  readonly logDiscrimination?: Belief;
  /** Of b, logits: for instance round the author's guess. */
  readonly difficulty?: Belief;
  /** Of log(c / (1 − c)). */
  readonly logitGuessing?: Belief;
}

/** Enough to keep an item of fifty answers within reason, too little to move one of a thousand. */
export function mildPriors(difficulty = 0, guessing = 0): ItemPriors {
  return {
    logDiscrimination: { mean: 0.1, sd: 0.5 },
    difficulty: { mean: difficulty, sd: 1.5 },
    ...(guessing > 0 ? { logitGuessing: { mean: logit(guessing), sd: 0.5 } } : {}),
  };
}

/** Logarithm of the belief, up to a constant. */
export function logPrior(priors: ItemPriors, curve: Curve): number {
  const { logDiscrimination, difficulty, logitGuessing } = priors;
  return (
    pull(logDiscrimination, curve.logSlope) +
    pull(difficulty, -curve.intercept / Math.exp(curve.logSlope)) +
    (curve.guessing > 0 ? pull(logitGuessing, logit(curve.guessing)) : 0)
  );
}

const pull = (belief: Belief | undefined, value: number): number =>
  belief ? -(((value - belief.mean) / belief.sd) ** 2) / 2 : 0;

/** Adds the belief's gradient and its curvature (Gauss–Newton) by α, d and γ. */
export function addPrior(priors: ItemPriors, curve: Curve, gradient: Triple, curvature: Float64Array): void {
  const slope = Math.exp(curve.logSlope);
  const b = -curve.intercept / slope;
  const terms: [Belief | undefined, number, Triple][] = [
    [priors.logDiscrimination, curve.logSlope, [1, 0, 0]],
    [priors.difficulty, b, [-b, -1 / slope, 0]],
  ];
  if (curve.guessing > 0) terms.push([priors.logitGuessing, logit(curve.guessing), [0, 0, 1]]);
  for (const [belief, value, by] of terms) {
    if (!belief) continue;
    const precision = 1 / belief.sd ** 2;
    for (let row = 0; row < 3; row += 1) {
      gradient[row]! -= precision * (value - belief.mean) * by[row]!;
      for (let column = 0; column < 3; column += 1)
        curvature[row * 3 + column]! += precision * by[row]! * by[column]!;
    }
  }
}
