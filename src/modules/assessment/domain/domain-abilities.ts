import { at, COARSE, NODES } from './ability.ts';
import type { Bank } from './bank.ts';
import type { IndexedAnswer } from './domain-profile.ts';
import { normalBelow } from './normal.ts';
import type { RuleSet } from './rules.ts';

/** Nodes 0.2 logit apart, every second of the tables: sums over bells this wide are exact far beyond calibration. */
const STRIDE = 2;
const WIDTH = 0.2;

/** What the answers say of one domain. */
export interface DomainAbility {
  /** Probability of each node of `COARSE`; they sum to 1. */
  readonly weights: Float64Array;
  /** Expected a posteriori, logits, and its standard deviation. */
  readonly mean: number;
  readonly sd: number;
  /** Posterior covariance with the overall ability, squared logits. */
  readonly covariance: number;
}

/** The joint posterior of a person's abilities, as far as anything here looks at it. */
export interface Abilities {
  /** The overall ability θ̄, the mean of the domains' abilities: expected a posteriori and standard deviation, logits. */
  readonly mean: number;
  readonly sd: number;
  /** P(θ̄ ≥ cut). */
  readonly probabilityPass: number;
  /** In the order of the bank's domains. */
  readonly domains: readonly DomainAbility[];
}

/**
 * The abilities of all domains at once, each item measuring one of them ("between items"), all correlated alike:
 *
 *   θ_d = g + δ_d,   δ_d ~ N(0, spread²),   g ~ N(mean, sd² − spread²/D),   θ̄ = Σ θ_d / D ~ N(mean, sd²)
 *
 * Given g the domains are independent, so the D-dimensional posterior falls apart into sums over two grids:
 *
 *   p(g | u) ∝ p(g) Π_d Z_d(g),   Z_d(g) = Σ_θ N(θ; g, spread²) L_d(θ)
 *   p(θ_d | u) = L_d(θ_d) Σ_g p(g | u) N(θ_d; g, spread²) / Z_d(g)
 *
 * Nothing is approximated there but the grid. θ̄ given g is a mean of D independent bells; it is taken as normal with
 * their exact mean and variance, which P(θ̄ ≥ cut) alone rests on. A domain without answers keeps what g says of it.
 *
 * @see Adams, Wilson & Wang (1997), Applied Psychological Measurement 21(1), 1–23: between-item multidimensionality
 * @see Gibbons & Hedeker (1992), Psychometrika 57(3), 423–436: the integral in two dimensions
 * @see de la Torre & Patz (2005), Journal of Educational and Behavioral Statistics 30(3), 295–311: subscores that lend
 *   each other strength
 */
export function estimateAbilities(bank: Bank, rules: RuleSet, answers: readonly IndexedAnswer[]): Abilities {
  const count = bank.domains.length;
  const { prior, domainProfile, cut } = rules;
  const kernel = kernelOf(domainProfile.spread);
  const told = whatDomainsTell(bank, domainProfile.spread, answers);
  const conditional = told.map((one) => one?.conditional ?? kernel.unasked);

  const common = Math.max(0.01, prior.sd ** 2 - domainProfile.spread ** 2 / count);
  const size = COARSE.length;
  const general = new Float64Array(size);
  const means = new Float64Array(size);
  const variances = new Float64Array(size);
  for (let place = 0; place < size; place += 1) {
    let logWeight = -((at(COARSE, place) - prior.mean) ** 2) / (2 * common);
    let sum = 0;
    let variance = 0;
    for (const one of conditional) {
      logWeight += at(one.logTotal, place);
      sum += at(one.mean, place);
      variance += at(one.variance, place);
    }
    general[place] = logWeight;
    means[place] = sum / count;
    variances[place] = variance / count ** 2;
  }
  normalise(general);

  let mean = 0;
  for (let place = 0; place < size; place += 1) mean += at(general, place) * at(means, place);
  let square = 0;
  let pass = 0;
  for (let place = 0; place < size; place += 1) {
    const weight = at(general, place);
    if (weight < IMPOSSIBLE) continue;
    square += weight * (at(variances, place) + (at(means, place) - mean) ** 2);
    pass += weight * normalBelow((at(means, place) - cut) / Math.sqrt(at(variances, place)));
  }
  const domains = conditional.map((one, position): DomainAbility => {
    const weights = marginal(kernel, told[position]?.likelihood ?? FLAT, one.total, general);
    let own = 0;
    for (let place = 0; place < size; place += 1) own += at(weights, place) * at(COARSE, place);
    let covariance = 0;
    let spread = 0;
    for (let place = 0; place < size; place += 1) {
      const between = (at(one.mean, place) - own) * (at(means, place) - mean);
      covariance += at(general, place) * (at(one.variance, place) / count + between);
      spread += at(weights, place) * (at(COARSE, place) - own) ** 2;
    }
    return { weights, mean: own, sd: Math.sqrt(spread), covariance };
  });
  return { mean, sd: Math.sqrt(square), probabilityPass: Math.fround(Math.min(1, pass)), domains };
}

/** P(domain ability ≥ bound); each node stands for the cell of 0.2 logit around it. */
export function probabilityDomainAtLeast({ weights }: DomainAbility, bound: number): number {
  let probability = 0;
  for (let place = 0; place < weights.length; place += 1) {
    const shareAbove = (at(COARSE, place) + WIDTH / 2 - bound) / WIDTH;
    probability += at(weights, place) * Math.min(1, Math.max(0, shareAbove));
  }
  return Math.min(1, probability);
}

/** Weights below this change no figure that single precision keeps. */
const IMPOSSIBLE = 1e-9;

const FLAT = new Float64Array(COARSE.length).fill(1);

/** What the answers of one domain say of it. */
interface Told {
  /** At the coarse nodes, the greatest 1. */
  readonly likelihood: Float64Array;
  readonly conditional: Conditional;
}

/** Per domain what its answers tell; undefined without an answer. An answer changes one domain, the others are remembered. */
function whatDomainsTell(
  bank: Bank,
  spread: number,
  answers: readonly IndexedAnswer[],
): (Told | undefined)[] {
  const byDomain: IndexedAnswer[][] = bank.domains.map(() => []);
  for (const answer of answers) byDomain[at(bank.domainOf, answer.index)]?.push(answer);
  const remembered = rememberedOf(bank);
  return byDomain.map((own) => {
    if (own.length === 0) return undefined;
    const key = `${spread} ${own.map(({ index, right }) => (right ? index : -1 - index)).join()}`;
    let told = remembered.get(key);
    if (!told) {
      const likelihood = likelihoodOf(bank, own);
      told = { likelihood, conditional: fold(kernelOf(spread), likelihood) };
      // The oldest goes: people who take a test at the same time come back within so many answers.
      if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value!);
      remembered.set(key, told);
    }
    return told;
  });
}

/** Domains, about 2 KB each: those of a hundred people who take a test at the same time. */
const REMEMBERED = 600;
const memories = new WeakMap<Bank, Map<string, Told>>();

function rememberedOf(bank: Bank): Map<string, Told> {
  const known = memories.get(bank) ?? new Map<string, Told>();
  memories.set(bank, known);
  return known;
}

function likelihoodOf(bank: Bank, answers: readonly IndexedAnswer[]): Float64Array {
  const sum = new Float64Array(COARSE.length);
  for (const { index, right } of answers) {
    const table = right ? bank.logRight : bank.logWrong;
    const start = index * NODES.length;
    for (let place = 0; place < sum.length; place += 1) {
      sum[place] = at(sum, place) + at(table, start + STRIDE * place);
    }
  }
  scaleUp(sum);
  return sum;
}

interface Kernel {
  /** N(node; node + cells · 0.2, spread²) up to a constant. */
  readonly densities: Float64Array;
  /** Per node of g: 1 / sum of the densities inside the grid. */
  readonly scale: Float64Array;
  /** What a domain without answers is, given g. */
  readonly unasked: Conditional;
}

interface Conditional {
  /** Z_d(g) and its logarithm. */
  readonly total: Float64Array;
  readonly logTotal: Float64Array;
  /** Of θ_d given g and the answers. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

const kernels = new Map<number, Kernel>();

function kernelOf(spread: number): Kernel {
  const ready = kernels.get(spread);
  if (ready) return ready;
  const reach = Math.min(COARSE.length - 1, Math.ceil((4.5 * spread) / WIDTH));
  const densities = Float64Array.from({ length: reach + 1 }, (_, cells) =>
    Math.fround(Math.exp(-((cells * WIDTH) ** 2) / (2 * spread ** 2))),
  );
  const scale = COARSE.map((_, from) => {
    let sum = 0;
    for (let to = 0; to < COARSE.length; to += 1) sum += at(densities, Math.abs(to - from));
    return 1 / sum;
  });
  const bare = { densities, scale };
  const kernel = { ...bare, unasked: fold(bare, FLAT) };
  kernels.set(spread, kernel);
  return kernel;
}

/** Sums one domain out for every g. */
function fold(kernel: Pick<Kernel, 'densities' | 'scale'>, likelihood: Float64Array): Conditional {
  const { densities, scale } = kernel;
  const size = COARSE.length;
  const reach = densities.length - 1;
  const total = new Float64Array(size);
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  for (let from = 0; from < size; from += 1) {
    let zero = 0;
    let one = 0;
    let two = 0;
    const last = Math.min(size - 1, from + reach);
    for (let to = Math.max(0, from - reach); to <= last; to += 1) {
      const value = (densities[Math.abs(to - from)] ?? 0) * (likelihood[to] ?? 0);
      const step = to - from;
      zero += value;
      one += value * step;
      two += value * step * step;
    }
    const shift = one / zero;
    total[from] = zero * at(scale, from);
    mean[from] = at(COARSE, from) + WIDTH * shift;
    variance[from] = WIDTH ** 2 * (two / zero - shift * shift);
  }
  return { total, logTotal: total.map((value) => Math.fround(Math.log(value))), mean, variance };
}

/** p(θ_d | u): what g says of the domain, times what its own answers say. */
function marginal(
  { densities, scale }: Kernel,
  likelihood: Float64Array,
  total: Float64Array,
  general: Float64Array,
): Float64Array {
  const size = COARSE.length;
  const reach = densities.length - 1;
  const ratio = new Float64Array(size);
  for (let from = 0; from < size; from += 1) {
    ratio[from] = (at(general, from) * at(scale, from)) / at(total, from);
  }
  const weights = new Float64Array(size);
  let sum = 0;
  for (let to = 0; to < size; to += 1) {
    if (at(likelihood, to) < IMPOSSIBLE) continue;
    let value = 0;
    const last = Math.min(size - 1, to + reach);
    for (let from = Math.max(0, to - reach); from <= last; from += 1) {
      value += (densities[Math.abs(to - from)] ?? 0) * (ratio[from] ?? 0);
    }
    weights[to] = value * at(likelihood, to);
    sum += at(weights, to);
  }
  for (let to = 0; to < size; to += 1) weights[to] = at(weights, to) / sum;
  return weights;
}

/** Logarithms to weights that sum to 1, in place. */
function normalise(logs: Float64Array): void {
  scaleUp(logs);
  let sum = 0;
  for (let place = 0; place < logs.length; place += 1) sum += at(logs, place);
  for (let place = 0; place < logs.length; place += 1) logs[place] = at(logs, place) / sum;
}

/** Logarithms to values whose greatest is 1, in place. */
function scaleUp(logs: Float64Array): void {
  let peak = -Infinity;
  for (let place = 0; place < logs.length; place += 1) peak = Math.max(peak, at(logs, place));
  // Single precision, as in ability.ts: a phone and the server must choose the same items.
  for (let place = 0; place < logs.length; place += 1) {
    logs[place] = Math.fround(Math.exp(at(logs, place) - peak));
  }
}
