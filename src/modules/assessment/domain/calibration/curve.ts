import type { ItemParameters } from '../model.ts';

/**
 * An item as it is estimated: P(θ) = c + (1 − c) / (1 + exp(−(aθ + d))), with a = exp(α), c = 1 / (1 + exp(−γ)).
 * Intercept and logarithms make the surface nearly round, and keep a above 0 and c between 0 and 1.
 */
export interface Curve {
  /** α = log a */
  readonly logSlope: number;
  /** d = −ab */
  readonly intercept: number;
  /** c, 0 where there is no guessing. */
  readonly guessing: number;
}

/** In the order of the parameters: α, d, γ. */
export type Triple = [number, number, number];

export function toParameters({ logSlope, intercept, guessing }: Curve): ItemParameters {
  const discrimination = Math.exp(logSlope);
  return { discrimination, difficulty: -intercept / discrimination, guessing };
}

export function toCurve({ discrimination, difficulty, guessing }: ItemParameters): Curve {
  return { logSlope: Math.log(discrimination), intercept: -discrimination * difficulty, guessing };
}

/** Chance of a right answer and its derivatives by α, d and γ; never quite 0 or 1. */
export function chanceAt(curve: Curve, ability: number, slopes: Triple): number {
  const slope = Math.exp(curve.logSlope);
  const known = 1 / (1 + Math.exp(-(slope * ability + curve.intercept)));
  const steep = (1 - curve.guessing) * known * (1 - known);
  slopes[0] = steep * slope * ability;
  slopes[1] = steep;
  slopes[2] = (1 - known) * curve.guessing * (1 - curve.guessing);
  const chance = curve.guessing + (1 - curve.guessing) * known;
  return Math.min(1 - 1e-12, Math.max(1e-12, chance));
}

export const logit = (share: number): number => Math.log(share / (1 - share));
export const expit = (value: number): number => 1 / (1 + Math.exp(-value));
