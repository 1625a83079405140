/**
 * One item of the three-parameter logistic model; with guessing 0 it is the two-parameter model.
 *
 * Ability and difficulty share one scale, in logits; no scaling constant (D = 1).
 */
export interface ItemParameters {
  /** a: how sharply the item tells abilities apart; > 0, per logit. */
  readonly discrimination: number;
  /** b: the ability at which the answer is as likely known as not; logits. */
  readonly difficulty: number;
  /** c: the chance of a right answer without knowing; 0 ≤ c < 1. */
  readonly guessing: number;
}

/**
 * Chance of a right answer.
 *
 *   P(θ) = c + (1 − c) / (1 + exp(−a(θ − b)))
 *
 * @returns between c and 1, rising with ability
 * @see Birnbaum (1968), in Lord & Novick, Statistical Theories of Mental Test Scores, ch. 17
 */
export function probabilityRight(item: ItemParameters, ability: number): number {
  return item.guessing + (1 - item.guessing) * knownShare(item, ability);
}

/**
 * Natural logarithm of the chance of the given outcome. Stays finite where the plain chance rounds to 0 or 1.
 *
 * @returns ≤ 0
 */
export function logLikelihood(item: ItemParameters, ability: number, right: boolean): number {
  const { discrimination, difficulty, guessing } = item;
  const distance = discrimination * (ability - difficulty);
  if (!right) return Math.log1p(-guessing) - softplus(distance);
  return guessing === 0 ? -softplus(-distance) : Math.log(probabilityRight(item, ability));
}

/**
 * Fisher information about ability that one answer brings, per squared logit.
 *
 *   I(θ) = a² · (Q / P) · ((P − c) / (1 − c))², for c = 0 the same as a²PQ
 *
 * @see Lord (1980), Applications of Item Response Theory to Practical Testing Problems, ch. 5
 */
export function information(item: ItemParameters, ability: number): number {
  const right = probabilityRight(item, ability);
  if (right === 0) return 0;
  const known = knownShare(item, ability);
  return (item.discrimination ** 2 * (1 - right) * known ** 2) / right;
}

function knownShare(item: ItemParameters, ability: number): number {
  return 1 / (1 + Math.exp(-item.discrimination * (ability - item.difficulty)));
}

/** log(1 + exp(x)) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
