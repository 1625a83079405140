import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { information, logLikelihood, probabilityRight } from './model.ts';

const ability = fc.double({ min: -4, max: 4, noNaN: true });
const parameters = fc.record({
  discrimination: fc.double({ min: 0.5, max: 2.5, noNaN: true }),
  difficulty: fc.double({ min: -3, max: 3, noNaN: true }),
  guessing: fc.double({ min: 0, max: 0.35, noNaN: true }),
});
const GRID = [-3, -2, -1, 0, 1, 2, 3];

describe('the item response function', () => {
  it('gives the two-parameter table of Baker (2001), The Basics of Item Response Theory, ch. 2', () => {
    const item = { discrimination: 0.5, difficulty: 1, guessing: 0 };
    const published = [0.12, 0.18, 0.27, 0.38, 0.5, 0.62, 0.73];
    for (const [row, theta] of GRID.entries())
      expect(probabilityRight(item, theta)).toBeCloseTo(published[row] ?? NaN, 2);
  });

  it('gives the three-parameter table of Baker (2001), ch. 2', () => {
    const item = { discrimination: 1.3, difficulty: 1.5, guessing: 0.2 };
    const published = [0.2, 0.21, 0.23, 0.3, 0.47, 0.73, 0.9];
    for (const [row, theta] of GRID.entries())
      expect(probabilityRight(item, theta)).toBeCloseTo(published[row] ?? NaN, 2);
  });

  it('is halfway between guessing and certainty at the difficulty', () => {
    fc.assert(
      fc.property(parameters, (item) => {
        expect(probabilityRight(item, item.difficulty)).toBeCloseTo((1 + item.guessing) / 2, 12);
      }),
    );
  });

  it('rises with ability and stays between guessing and 1', () => {
    fc.assert(
      fc.property(parameters, ability, fc.double({ min: 0.01, max: 2, noNaN: true }), (item, theta, step) => {
        const here = probabilityRight(item, theta);
        expect(probabilityRight(item, theta + step)).toBeGreaterThan(here);
        expect(here).toBeGreaterThanOrEqual(item.guessing);
        expect(here).toBeLessThan(1);
      }),
    );
  });
});

describe('the log-likelihood', () => {
  it('is the logarithm of the chance of the outcome', () => {
    fc.assert(
      fc.property(parameters, ability, (item, theta) => {
        const right = probabilityRight(item, theta);
        // Compared as chances: the logarithm of `1 - right` loses its digits where `right` is nearly 1.
        expect(Math.exp(logLikelihood(item, theta, true))).toBeCloseTo(right, 12);
        expect(Math.exp(logLikelihood(item, theta, false))).toBeCloseTo(1 - right, 12);
      }),
    );
  });

  it('stays finite where the chance itself rounds to 0 or 1', () => {
    const item = { discrimination: 2.5, difficulty: 0, guessing: 0 };
    expect(logLikelihood(item, 400, false)).toBe(-1000);
    expect(logLikelihood(item, -400, true)).toBe(-1000);
  });

  it('peaks at 0.3249 for the worked example of Baker (2001), ch. 5: three items, right, wrong, right', () => {
    const answers = [
      { discrimination: 1, difficulty: -1, guessing: 0, right: true },
      { discrimination: 1.2, difficulty: 0, guessing: 0, right: false },
      { discrimination: 0.8, difficulty: 1, guessing: 0, right: true },
    ];
    const total = (theta: number) =>
      answers.reduce((sum, item) => sum + logLikelihood(item, theta, item.right), 0);
    const candidates = Array.from({ length: 80_001 }, (_, index) => -4 + index / 10_000);
    const peak = candidates.reduce((best, theta) => (total(theta) > total(best) ? theta : best));
    expect(peak).toBeCloseTo(0.3249, 3);
    const informationAtPeak = answers.reduce((sum, item) => sum + information(item, peak), 0);
    expect(1 / Math.sqrt(informationAtPeak)).toBeCloseTo(1.23, 2);
  });
});

describe('the information', () => {
  it('is a²PQ without guessing', () => {
    fc.assert(
      fc.property(parameters, ability, (drawn, theta) => {
        const item = { ...drawn, guessing: 0 };
        const right = probabilityRight(item, theta);
        expect(information(item, theta)).toBeCloseTo(item.discrimination ** 2 * right * (1 - right), 9);
      }),
    );
  });

  it('is (dP/dθ)² / PQ with guessing', () => {
    fc.assert(
      fc.property(parameters, ability, (item, theta) => {
        const step = 1e-5;
        const slope =
          (probabilityRight(item, theta + step) - probabilityRight(item, theta - step)) / (2 * step);
        const right = probabilityRight(item, theta);
        expect(information(item, theta)).toBeCloseTo(slope ** 2 / (right * (1 - right)), 5);
      }),
    );
  });

  it('gives the three-parameter values of Baker (2001), ch. 6: 0.142 and 0.375 for a = 1.5, b = 1, c = 0.2', () => {
    const item = { discrimination: 1.5, difficulty: 1, guessing: 0.2 };
    expect(information(item, 0)).toBeCloseTo(0.142, 3);
    expect(information(item, 1)).toBeCloseTo(0.375, 3);
  });

  it('of a guessable item peaks where Birnbaum (1968) says, above its difficulty', () => {
    const item = { discrimination: 1.3, difficulty: 0.4, guessing: 0.25 };
    const peak = 0.4 + Math.log((1 + Math.sqrt(1 + 8 * 0.25)) / 2) / 1.3;
    expect(information(item, peak)).toBeGreaterThan(information(item, peak - 0.01));
    expect(information(item, peak)).toBeGreaterThan(information(item, peak + 0.01));
  });
});
