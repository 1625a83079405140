import { describe, expect, it } from 'vitest';
import { information, probabilityRight } from '../model.ts';
import { abilitiesOf } from './abilities.ts';
import { calibrate, calibrating } from './calibrate.ts';
import { normalGrid } from './grid.ts';
import { LSAT6, LSAT7 } from './lsat.ts';
import { mildPriors } from './priors.ts';
import { packPatterns, packResponses } from './responses.ts';
import { invent, rmse } from './testing.ts';

const lsat6 = packPatterns(LSAT6);
const lsat7 = packPatterns(LSAT7);

describe('golden values without beliefs, logistic metric', () => {
  // R package ltm 1.1-1, summary(ltm(LSAT ~ z1)) and summary(rasch(LSAT)); Rizopoulos (2006), Journal of Statistical
  // Software 17(5). Bock & Lieberman (1970) and Bock & Aitkin (1981) give the normal-ogive fit of the same answers.
  it('LSAT-6, two-parameter model', () => {
    const { items, errors, logLikelihood, converged } = calibrate(lsat6, { model: '2PL', tolerance: 1e-5 });
    expect(converged).toBe(true);
    expect(Math.abs(logLikelihood - -2466.653)).toBeLessThan(0.05);
    const slopes = [0.8254, 0.7229, 0.8905, 0.6886, 0.6575];
    const difficulties = [-3.3597, -1.3696, -0.2799, -1.8659, -3.1236];
    expect(
      rmse(
        items.map(({ discrimination }) => discrimination),
        slopes,
      ),
    ).toBeLessThan(0.002);
    for (const [item, { discrimination, difficulty }] of items.entries()) {
      expect(Math.abs(discrimination - slopes[item]!)).toBeLessThan(0.01);
      expect(Math.abs(difficulty - difficulties[item]!)).toBeLessThan(0.01);
    }
    // Theirs come from the Hessian, ours from cross products: they agree as the answers grow.
    const slopeErrors = [0.2581, 0.1867, 0.2326, 0.1852, 0.21];
    const difficultyErrors = [0.8669, 0.3073, 0.0997, 0.4341, 0.87];
    for (const [item, error] of errors.entries()) {
      expect(Math.abs(error!.discrimination / slopeErrors[item]! - 1)).toBeLessThan(0.05);
      expect(Math.abs(error!.difficulty / difficultyErrors[item]! - 1)).toBeLessThan(0.05);
    }
  });

  it('LSAT-6, one slope for all', () => {
    const { items, logLikelihood } = calibrate(lsat6, { model: '1PL', tolerance: 1e-5 });
    expect(Math.abs(logLikelihood - -2466.938)).toBeLessThan(0.05);
    const difficulties = [-3.6153, -1.3224, -0.3176, -1.7301, -2.7802];
    for (const [item, { discrimination, difficulty }] of items.entries()) {
      expect(Math.abs(discrimination - 0.7551)).toBeLessThan(0.01);
      expect(Math.abs(difficulty - difficulties[item]!)).toBeLessThan(0.01);
    }
  });

  // R package mirt 1.45, coef(mirt(expand.table(LSAT7), 1, SE = TRUE)): intercepts, and errors from its intervals.
  it('LSAT-7, two-parameter model', () => {
    const { items, errors, logLikelihood } = calibrate(lsat7, { model: '2PL', tolerance: 1e-5 });
    expect(Math.abs(logLikelihood - -2658.805)).toBeLessThan(0.05);
    const slopes = [0.988, 1.081, 1.706, 0.765, 0.736];
    const intercepts = [1.856, 0.808, 1.804, 0.486, 1.855];
    for (const [item, { discrimination, difficulty }] of items.entries()) {
      expect(Math.abs(discrimination - slopes[item]!)).toBeLessThan(0.01);
      expect(Math.abs(-discrimination * difficulty - intercepts[item]!)).toBeLessThan(0.01);
    }
    expect(errors[0]!.discrimination).toBeCloseTo((1.335 - 0.641) / 3.92, 2);
    expect(errors[1]!.discrimination).toBeCloseTo((1.412 - 0.75) / 3.92, 2);
  });

  it('LSAT-6, abilities', () => {
    const { items, grid } = calibrate(lsat6, { model: '2PL' });
    const { means } = abilitiesOf(packPatterns({ '00000': 1, '00001': 1, '00010': 1 }), items, grid);
    // Tests of mirt, fscores of LSAT-6, expected a posteriori by quasi-Monte Carlo, which is good to two digits.
    for (const [row, mean] of [-1.8877, -1.4738, -1.4538].entries())
      expect(Math.abs(means[row]! - mean)).toBeLessThan(0.015);
  });
});

describe('formulas', () => {
  const items = [
    { discrimination: 1.3, difficulty: -0.4, guessing: 0 },
    { discrimination: 0.8, difficulty: 0.9, guessing: 0.2 },
  ];

  it('an ability is the mean of prior times likelihood', () => {
    const { means, sds } = abilitiesOf(packPatterns({ '10': 1 }), items, normalGrid({ mean: 0, sd: 1 }));
    let [mass, mean, square] = [0, 0, 0];
    for (let ability = -9; ability <= 9; ability += 0.001) {
      const chance =
        Math.exp(-(ability ** 2) / 2) *
        probabilityRight(items[0]!, ability) *
        (1 - probabilityRight(items[1]!, ability));
      mass += chance;
      mean += chance * ability;
      square += chance * ability ** 2;
    }
    expect(means[0]).toBeCloseTo(mean / mass, 6);
    expect(sds[0]).toBeCloseTo(Math.sqrt(square / mass - (mean / mass) ** 2), 6);
  });

  it('information is the expected squared slope of the log likelihood', () => {
    for (const item of items) {
      for (const ability of [-2, 0, 1.5]) {
        const step = 1e-5;
        const slope = (chance: (at: number) => number) =>
          (Math.log(chance(ability + step)) - Math.log(chance(ability - step))) / (2 * step);
        const right = (at: number) => probabilityRight(item, at);
        const chance = right(ability);
        const expected = chance * slope(right) ** 2 + (1 - chance) * slope((at) => 1 - right(at)) ** 2;
        expect(information(item, ability)).toBeCloseTo(expected, 7);
      }
    }
  });
});

describe('recovery of invented items', () => {
  it('finds slopes, difficulties and how sure they are, though everybody answers other items', () => {
    const truth = invent({ seed: 'recover', items: 30, people: 3000, answers: 12 });
    const { items, errors } = calibrate(packResponses(30, truth.rows), { model: '2PL', nodes: 41 });
    const off = items.map(({ difficulty }, item) => difficulty - truth.items[item]!.difficulty);
    expect(
      rmse(
        off,
        off.map(() => 0),
      ),
    ).toBeLessThan(0.12);
    const covered = off.filter((distance, item) => Math.abs(distance) < 1.96 * errors[item]!.difficulty);
    expect(covered.length).toBeGreaterThanOrEqual(26);
  });

  it('with beliefs a guessing parameter stays within reason', () => {
    const truth = invent({ seed: 'guess', items: 20, people: 2000, answers: 12, guessing: 0.2 });
    const { items, converged } = calibrate(packResponses(20, truth.rows), {
      model: '3PL',
      nodes: 41,
      tolerance: 1e-3,
      priors: truth.items.map(() => mildPriors(0, 0.2)),
    });
    expect(converged).toBe(true);
    expect(Math.max(...items.map(({ guessing }) => Math.abs(guessing - 0.2)))).toBeLessThan(0.15);
    expect(
      rmse(
        items.map(({ difficulty }) => difficulty),
        truth.items.map(({ difficulty }) => difficulty),
      ),
    ).toBeLessThan(0.25);
  });

  it('new items land on the scale of known ones, though abler people answered', () => {
    const truth = invent({ seed: 'link', items: 24, people: 3000, answers: 12, mean: 0.7, sd: 0.8 });
    const fixed = new Map(truth.items.slice(0, 16).map((item, index) => [index, item]));
    const { items, errors, population } = calibrate(packResponses(24, truth.rows), {
      model: '2PL',
      nodes: 41,
      fixed,
    });
    expect(Math.abs(population.mean - 0.7)).toBeLessThan(0.08);
    expect(Math.abs(population.sd - 0.8)).toBeLessThan(0.08);
    expect(items.slice(0, 16)).toEqual(truth.items.slice(0, 16));
    expect(errors[0]).toBeNull();
    const off = items
      .slice(16)
      .map(({ difficulty }, item) => difficulty - truth.items[16 + item]!.difficulty);
    expect(Math.abs(off.reduce((sum, distance) => sum + distance, 0) / off.length)).toBeLessThan(0.15);
    for (const [item, distance] of off.entries())
      expect(Math.abs(distance)).toBeLessThan(3 * errors[16 + item]!.difficulty);
  });

  it('an item that nobody answered, or everybody knew, stays at what is believed of it', () => {
    const rows = Array.from({ length: 200 }, (_, person) => [
      { item: 0, right: true },
      { item: 1, right: person % 2 === 0 },
    ]);
    const { items } = calibrate(packResponses(3, rows), {
      model: '2PL',
      priors: [mildPriors(-1), mildPriors(), mildPriors(0.5)],
    });
    expect(items[2]!.difficulty).toBeCloseTo(0.5, 2);
    expect(items[0]!.difficulty).toBeLessThan(-2);
    expect(items[0]!.difficulty).toBeGreaterThan(-6);
  });

  it('tells how far it is, and never climbs down', () => {
    let before = -Infinity;
    for (const { logLikelihood } of calibrating(lsat7, { model: '2PL' })) {
      expect(logLikelihood).toBeGreaterThanOrEqual(before - 1e-6);
      before = logLikelihood;
    }
  });
});
