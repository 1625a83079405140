/** Width of one grid cell, logits. */
const STEP = 0.1;

/** The abilities at which everything is computed: 81 nodes from −4 to 4 logits. */
export const NODES: Float64Array = Float64Array.from({ length: 81 }, (_, node) => (node - 40) / 10);

/** Every second node: sums over several domains at once need no finer ones. */
export const COARSE: Float64Array = NODES.filter((_, node) => node % 2 === 0);

/** What is believed about a person before the first answer: a normal distribution, logits. */
export interface Prior {
  readonly mean: number;
  readonly sd: number;
}

/** What is known about a person's ability. */
export interface Posterior {
  /** Probability of each node; they sum to 1. */
  readonly weights: Float64Array;
  /** Expected a posteriori ability, logits, within [−4, 4]. */
  readonly mean: number;
  /** Posterior standard deviation, logits. */
  readonly sd: number;
}

/** Per item and node, item by item: log P at `index * NODES.length + node`, and log (1 − P) likewise. */
export interface LikelihoodTables {
  readonly logRight: Float32Array;
  readonly logWrong: Float32Array;
}

/** Starts a posterior: the logarithm of each node's prior weight, up to a constant. */
export function startLogWeights(prior: Prior): Float64Array {
  return NODES.map((node) => -(((node - prior.mean) / prior.sd) ** 2) / 2);
}

/** Takes one answer into the log weights, in place. The order of answers does not matter. */
export function addAnswer(
  logWeights: Float64Array,
  tables: LikelihoodTables,
  index: number,
  right: boolean,
): void {
  const table = right ? tables.logRight : tables.logWrong;
  const start = index * NODES.length;
  for (let node = 0; node < logWeights.length; node += 1) {
    logWeights[node] = at(logWeights, node) + at(table, start + node);
  }
}

/**
 * Turns log weights into the posterior and its expected a posteriori (EAP) ability.
 *
 *   θ̂ = Σ θ w(θ) / Σ w(θ),   w = prior × likelihood
 *
 * @see Bock & Mislevy (1982), Applied Psychological Measurement 6(4), 431–444
 */
export function toPosterior(logWeights: Float64Array): Posterior {
  // A long test would underflow a plain product; single precision hides the last bit in which Math.exp differs
  // between browsers, so that a phone and the server choose the same items.
  const peak = logWeights.reduce((high, value) => Math.max(high, value), -Infinity);
  const weights = logWeights.map((value) => Math.fround(Math.exp(value - peak)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let mean = 0;
  for (let node = 0; node < weights.length; node += 1) {
    weights[node] = at(weights, node) / total;
    mean += at(weights, node) * at(NODES, node);
  }
  let variance = 0;
  for (let node = 0; node < weights.length; node += 1) {
    variance += at(weights, node) * (at(NODES, node) - mean) ** 2;
  }
  return { weights, mean, sd: Math.sqrt(variance) };
}

/**
 * Probability that the ability is at or above a cut, P(θ ≥ cut).
 *
 * Each node stands for the cell of 0.1 logit around it; the cell that holds the cut counts by its share above it.
 *
 * @param weights - sum to 1
 */
export function probabilityAtLeast(weights: Float64Array, cut: number): number {
  let probability = 0;
  for (let node = 0; node < weights.length; node += 1) {
    const shareAbove = (at(NODES, node) + STEP / 2 - cut) / STEP;
    probability += at(weights, node) * Math.min(1, Math.max(0, shareAbove));
  }
  return Math.min(1, probability);
}

/** The entry of an array at an index known to be inside it. */
export function at(array: Float64Array | Float32Array | Uint8Array | Uint16Array, index: number): number {
  return array[index] ?? 0;
}
