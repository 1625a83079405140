import type { ItemParameters } from '../model.ts';
import { type Curve, toCurve, toParameters } from './curve.ts';
import { emptyExpected, type Expected, expectRows, logChances } from './expect.ts';
import { type Grid, momentsOf, normalGrid, normalWeights, type Population } from './grid.ts';
import { countsOf, type Free, maximiseItem, maximiseSharedSlope } from './maximise.ts';
import { type ItemPriors, logPrior } from './priors.ts';
import { countAnswers, type Responses } from './responses.ts';
import { errorsOf, type ParameterErrors } from './standard-errors.ts';

export type Model = '1PL' | '2PL' | '3PL';

export interface CalibrationOptions {
  readonly model: Model;
  /** Per item; none without it. */
  readonly priors?: readonly ItemPriors[];
  /** Items whose parameters are known and stay; the scale is theirs, and the population's mean and sd are estimated. */
  readonly fixed?: ReadonlyMap<number, ItemParameters>;
  /** Where to begin, and for a model of fewer parameters the guessing that stays. */
  readonly start?: readonly ItemParameters[];
  readonly nodes?: number;
  /** Stops when no parameter moves by more; logits. */
  readonly tolerance?: number;
  readonly maxRounds?: number;
  /** Without them nothing is known of how sure an estimate is, in half of the time. */
  readonly withErrors?: boolean;
}

export interface Progress {
  readonly round: number;
  readonly logLikelihood: number;
  /** The longest move of a parameter in this round. */
  readonly change: number;
}

export interface Calibration {
  readonly items: readonly ItemParameters[];
  /** Per item; null where the answers cannot tell, and for fixed items. */
  readonly errors: readonly (ParameterErrors | null)[];
  readonly population: Population;
  /** Of the answers, without beliefs. */
  readonly logLikelihood: number;
  readonly rounds: number;
  readonly converged: boolean;
  readonly expected: Expected;
  readonly grid: Grid;
}

/**
 * Marginal maximum likelihood by EM, or the mode of the posterior where beliefs are given; 1PL has one slope for all.
 *
 * The logistic metric without a scaling constant. Abilities are normal: with nothing fixed N(0, 1), which is the scale.
 * With fixed items every round estimates the population's mean and standard deviation (Kim's multiple weights updating
 * and multiple EM cycles), so that new items land on the old scale even where other people answered.
 *
 * A generator, so that whoever runs it can show progress and let others work in between.
 *
 * @see Bock & Aitkin (1981), Psychometrika 46(4), 443–459; Mislevy (1986), Psychometrika 51(2), 177–195 (beliefs);
 *   Kim (2006), Journal of Educational Measurement 43(4), 355–381 (fixed items)
 */
export function* calibrating(
  data: Responses,
  options: CalibrationOptions,
): Generator<Progress, Calibration, undefined> {
  const { model, fixed = new Map(), tolerance = 1e-4, maxRounds = 500 } = options;
  const priors = Array.from({ length: data.itemCount }, (_, item) => options.priors?.[item] ?? {});
  let curves = startCurves(data, options);
  let population: Population = { mean: 0, sd: 1 };
  let grid = normalGrid(population, options.nodes);
  let expected = emptyExpected(0, 0);
  let converged = false;
  let round = 0;
  const history: number[][] = [];
  for (; round < maxRounds && !converged; round += 1) {
    expected = expect(data, curves, grid);
    const next = maximise(expected, curves, grid, priors, model, fixed);
    let change = longestMove(curves, next);
    if (fixed.size > 0) {
      const moved = momentsOf(grid.nodes, expected.people);
      change = Math.max(change, Math.abs(moved.mean - population.mean), Math.abs(moved.sd - population.sd));
      population = moved;
      grid = { nodes: grid.nodes, weights: normalWeights(grid.nodes, population) };
    }
    curves = next;
    converged = change < tolerance;
    yield { round: round + 1, logLikelihood: expected.logLikelihood, change };
    if (!converged && fixed.size === 0)
      curves = extrapolated(history, curves, (guess) => scoreOf(data, guess, grid, priors), model);
  }
  expected = expect(data, curves, grid);
  const errors =
    options.withErrors === false
      ? curves.map(() => null)
      : errorsOf(data, curves, grid, { model, priors, fixed });
  return {
    items: curves.map((curve, item) => fixed.get(item) ?? toParameters(curve)),
    errors,
    population,
    logLikelihood: expected.logLikelihood,
    rounds: round,
    converged,
    expected,
    grid,
  };
}

/** {@link calibrating} in one go. */
export function calibrate(data: Responses, options: CalibrationOptions): Calibration {
  const work = calibrating(data, options);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export function freeOf(model: Model): Free {
  return [model !== '1PL', true, model === '3PL'];
}

function startCurves(data: Responses, { model, start, fixed }: CalibrationOptions): Curve[] {
  const { answers, right } = countAnswers(data);
  return Array.from({ length: data.itemCount }, (_, item) => {
    const known = fixed?.get(item) ?? start?.[item];
    const guessing = model === '3PL' ? known?.guessing || 0.2 : (known?.guessing ?? 0);
    if (known) {
      const curve = toCurve({ ...known, guessing });
      return model === '1PL' && !fixed?.has(item) ? { ...curve, logSlope: 0 } : curve;
    }
    const share = (right[item]! + 0.5) / (answers[item]! + 1);
    const known01 = Math.min(0.98, Math.max(0.02, (share - guessing) / (1 - guessing)));
    return { logSlope: 0, intercept: 1.2 * Math.log(known01 / (1 - known01)), guessing };
  });
}

function expect(data: Responses, curves: readonly Curve[], grid: Grid): Expected {
  const expected = emptyExpected(data.itemCount, grid.nodes.length);
  expectRows(data, logChances(curves, grid.nodes), grid, expected);
  return expected;
}

function maximise(
  expected: Expected,
  curves: readonly Curve[],
  grid: Grid,
  priors: readonly ItemPriors[],
  model: Model,
  fixed: ReadonlyMap<number, ItemParameters>,
): Curve[] {
  const free = freeOf(model);
  const counts = curves.map((_, item) => countsOf(expected, item, grid.nodes.length));
  const next = curves.map((curve, item) =>
    fixed.has(item) ? curve : maximiseItem(counts[item]!, grid, priors[item]!, curve, free),
  );
  if (model !== '1PL') return next;
  const own = next.flatMap((curve, item) =>
    fixed.has(item) ? [] : [{ counts: counts[item]!, priors: priors[item]!, curve }],
  );
  const logSlope = maximiseSharedSlope(own, grid);
  return next.map((curve, item) => (fixed.has(item) ? curve : { ...curve, logSlope }));
}

const numbersOf = (curves: readonly Curve[]): number[] =>
  curves.flatMap(({ logSlope, intercept, guessing }) => [
    logSlope,
    intercept,
    guessing > 0 ? Math.log(guessing / (1 - guessing)) : 0,
  ]);

function longestMove(before: readonly Curve[], after: readonly Curve[]): number {
  const old = numbersOf(before);
  return numbersOf(after).reduce((most, value, place) => Math.max(most, Math.abs(value - old[place]!)), 0);
}

const scoreOf = (data: Responses, curves: readonly Curve[], grid: Grid, priors: readonly ItemPriors[]) =>
  expect(data, curves, grid).logLikelihood +
  curves.reduce((sum, curve, item) => sum + logPrior(priors[item]!, curve), 0);

/**
 * Every third round leaps along the way that the rounds went; EM's own point stands where the leap lands lower.
 *
 * @see Varadhan & Roland (2008), Scandinavian Journal of Statistics 35(2), 335–353 (SQUAREM, scheme 3)
 */
function extrapolated(
  history: number[][],
  curves: Curve[],
  score: (curves: Curve[]) => number,
  model: Model,
): Curve[] {
  history.push(numbersOf(curves));
  if (history.length < 3) return curves;
  const [zero, one, two] = history.splice(0) as [number[], number[], number[]];
  const step = one.map((value, place) => value - zero[place]!);
  const bend = two.map((value, place) => value - one[place]! - step[place]!);
  const norm = (values: readonly number[]) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
  const length = norm(step) / norm(bend);
  if (!(length > 1) || !Number.isFinite(length)) return curves;
  const leap = Math.min(length, 20);
  const guess = zero.map((value, place) => value + 2 * leap * step[place]! + leap ** 2 * bend[place]!);
  const landed = curves.map((curve, item) => ({
    logSlope: Math.max(-4, Math.min(2.5, guess[item * 3]!)),
    intercept: Math.max(-12, Math.min(12, guess[item * 3 + 1]!)),
    guessing: model === '3PL' ? 1 / (1 + Math.exp(-guess[item * 3 + 2]!)) : curve.guessing,
  }));
  return score(landed) > score(curves) ? landed : curves;
}
