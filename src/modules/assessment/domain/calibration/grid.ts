/** Abilities at which integrals over people are summed, with each one's share of the people. */
export interface Grid {
  /** Logits, evenly spaced. */
  readonly nodes: Float64Array;
  /** Sum to 1. */
  readonly weights: Float64Array;
}

export interface Population {
  readonly mean: number;
  readonly sd: number;
}

/** A normal population on evenly spaced nodes: what Bock & Aitkin (1981) call rectangular quadrature. */
export function normalGrid({ mean, sd }: Population, count = 61, reach = 6): Grid {
  const nodes = Float64Array.from({ length: count }, (_, node) => -reach + (2 * reach * node) / (count - 1));
  return { nodes, weights: normalWeights(nodes, { mean, sd }) };
}

/** Shares of a normal population at these nodes; they sum to 1. */
export function normalWeights(nodes: Float64Array, { mean, sd }: Population): Float64Array {
  const heights = nodes.map((node) => Math.exp(-(((node - mean) / sd) ** 2) / 2));
  const total = heights.reduce((sum, height) => sum + height, 0);
  return heights.map((height) => height / total);
}

/** Mean and standard deviation of what lies on the nodes. */
export function momentsOf(nodes: Float64Array, mass: Float64Array): Population {
  let total = 0;
  let sum = 0;
  for (let node = 0; node < nodes.length; node += 1) {
    total += mass[node]!;
    sum += mass[node]! * nodes[node]!;
  }
  const mean = sum / total;
  let squares = 0;
  for (let node = 0; node < nodes.length; node += 1) squares += mass[node]! * (nodes[node]! - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / total) };
}
