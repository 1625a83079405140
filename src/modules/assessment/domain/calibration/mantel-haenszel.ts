/** People of one ability: reference and focal group, right and wrong. */
export interface Stratum {
  readonly referenceRight: number;
  readonly referenceWrong: number;
  readonly focalRight: number;
  readonly focalWrong: number;
}

export interface MantelHaenszel {
  /** Odds of a right answer in the reference group over those in the focal group, ability alike. */
  readonly oddsRatio: number;
  /** Of its natural logarithm. */
  readonly logError: number;
  /** With continuity correction, one degree of freedom. */
  readonly chiSquare: number;
}

/**
 * The common odds ratio of many two-by-two tables.
 *
 * @returns undefined when no stratum tells anything
 * @see Mantel & Haenszel (1959), JNCI 22(4), 719–748; Robins, Breslow & Greenland (1986), Biometrics 42(2), 311–323
 */
export function mantelHaenszel(strata: readonly Stratum[]): MantelHaenszel | undefined {
  let [up, down, pr, psqr, qs, observed, expected, variance] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const { referenceRight: a, referenceWrong: b, focalRight: c, focalWrong: d } of strata) {
    const total = a + b + c + d;
    const [reference, focal, right, wrong] = [a + b, c + d, a + c, b + d];
    if (reference === 0 || focal === 0 || total < 2) continue;
    const [r, s] = [(a * d) / total, (b * c) / total];
    const [p, q] = [(a + d) / total, (b + c) / total];
    up += r;
    down += s;
    pr += p * r;
    psqr += p * s + q * r;
    qs += q * s;
    observed += a;
    expected += (reference * right) / total;
    variance += (reference * focal * right * wrong) / (total ** 2 * (total - 1));
  }
  if (!(up > 0 && down > 0 && variance > 0)) return undefined;
  return {
    oddsRatio: up / down,
    logError: Math.sqrt(pr / (2 * up ** 2) + psqr / (2 * up * down) + qs / (2 * down ** 2)),
    chiSquare: Math.max(0, Math.abs(observed - expected) - 0.5) ** 2 / variance,
  };
}

/** A: negligible, B: moderate, C: large. */
export type DifClass = 'A' | 'B' | 'C';

/** On the delta scale of ETS: below 0 the item is harder for the focal group than its ability explains. */
export function deltaOf({ oddsRatio, logError }: MantelHaenszel): {
  readonly delta: number;
  readonly error: number;
} {
  return { delta: -2.35 * Math.log(oddsRatio), error: 2.35 * logError };
}

/**
 * The classes of ETS: A when |Δ| is under 1 or not sure to differ from 0; C when it is 1.5 or more and surely above 1.
 *
 * @see Zieky (1993), in Holland & Wainer, Differential Item Functioning, ch. 17
 */
export function classOf(result: MantelHaenszel): DifClass {
  const { delta, error } = deltaOf(result);
  const size = Math.abs(delta);
  if (size < 1 || result.chiSquare < 3.84) return 'A';
  return size >= 1.5 && size - 1.645 * error > 1 ? 'C' : 'B';
}
