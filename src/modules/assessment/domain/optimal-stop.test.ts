import { describe, expect, it } from 'vitest';
import { bestStopping, type StoppingProblem, valueOfBound } from './optimal-stop.ts';
import { requiredConfidence } from './stop.ts';
import { shippedRules } from './testing.ts';

/** About what the made-up bank gives under the cap of exposure: eight middling questions, sharp ones, then ever less sharp ones. */
const information = Array.from({ length: shippedRules.maxItems }, (_, asked) =>
  asked < 8 ? 0.6 : Math.max(0.5, 1.2 - 0.02 * (asked - 8)),
);
const problem: StoppingProblem = { ...shippedRules, information };

describe('the best way of ending a test', () => {
  const line = valueOfBound(problem, (answered) => requiredConfidence(shippedRules, answered));
  const best = bestStopping(problem, line.meanLength);

  it('is better than the shipped straight line by less than a tenth of a point at the same length', () => {
    expect(best.meanLength).toBeCloseTo(line.meanLength, 1);
    expect(best.accuracy - line.accuracy).toBeGreaterThan(-0.0002);
    expect(best.accuracy - line.accuracy).toBeLessThan(0.001);
  });

  it('asks for less certainty the longer the test lasts', () => {
    expect(best.certainty[10]!).toBeGreaterThan(best.certainty[30]!);
    expect(best.certainty[30]!).toBeGreaterThan(best.certainty[50]!);
  });

  it('decides at a fixed length as the formula says: wrong in arccos(√(T / (1 + T))) / π of people where the cut is the mean', () => {
    const fixed: StoppingProblem = {
      prior: { mean: 0, sd: 1 },
      cut: 0,
      minItems: 4,
      information: [1, 1, 1, 1],
    };
    const { accuracy, meanLength } = valueOfBound(fixed, () => 0.5);
    expect(meanLength).toBeCloseTo(4, 2);
    expect(1 - accuracy).toBeCloseTo(Math.acos(Math.sqrt(4 / 5)) / Math.PI, 3);
  });
});
