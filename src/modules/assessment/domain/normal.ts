/**
 * The standard normal distribution function Φ, right to 7.5e-8, in single precision so that every device agrees.
 *
 * @see Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.2.17
 */
export function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = Math.exp((-z * z) / 2) * 0.3989422804014327 * series;
  return Math.fround(z >= 0 ? 1 - tail : tail);
}
