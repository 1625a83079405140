import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAnswer, NODES, probabilityAtLeast, startLogWeights, toPosterior } from './ability.ts';
import { type BankItem, prepareBank } from './bank.ts';
import { probabilityRight } from './model.ts';

const STANDARD = { mean: 0, sd: 1 };

/** A bank with mirrored difficulties: item 2k is as easy as item 2k + 1 is hard. */
const items: BankItem[] = [0.2, 0.7, 1.1, 1.9].flatMap((difficulty, pair) =>
  [-difficulty, difficulty].map((mirrored, side) => ({
    id: `1.1-${String(2 * pair + side).padStart(2, '0')}`,
    competence: '1.1',
    discrimination: 1 + pair / 4,
    difficulty: mirrored,
    guessing: 0,
  })),
);
const bank = prepareBank('mirror', items);
const answers = fc.array(fc.record({ index: fc.nat(items.length - 1), right: fc.boolean() }), {
  maxLength: 40,
});

function posteriorOf(given: readonly { index: number; right: boolean }[], prior = STANDARD) {
  const logWeights = startLogWeights(prior);
  for (const { index, right } of given) addAnswer(logWeights, bank, index, right);
  return toPosterior(logWeights);
}

describe('the posterior', () => {
  it('has 81 nodes from −4 to 4', () => {
    expect([NODES.length, NODES[0], NODES[40], NODES[80]]).toEqual([81, -4, 0, 4]);
  });

  it('sums to 1 after any answers, also many', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { weights } = posteriorOf(given);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        expect(weights.every((weight) => weight >= 0)).toBe(true);
      }),
    );
  });

  it('without answers is the prior', () => {
    const { mean, sd, weights } = posteriorOf([]);
    expect(mean).toBeCloseTo(0, 12);
    expect(sd).toBeCloseTo(1, 2);
    // Φ(0.3) of the normal tables
    expect(probabilityAtLeast(weights, -0.3)).toBeCloseTo(0.6179, 3);
  });

  it('mirrors when every answer and difficulty is mirrored', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const mirrored = given.map(({ index, right }) => ({ index: index ^ 1, right: !right }));
        expect(posteriorOf(mirrored).mean).toBeCloseTo(-posteriorOf(given).mean, 6);
        expect(posteriorOf(mirrored).sd).toBeCloseTo(posteriorOf(given).sd, 6);
      }),
    );
  });

  it('does not depend on the order of answers', () => {
    fc.assert(
      fc.property(answers, (given) => {
        expect(posteriorOf([...given].reverse()).mean).toBeCloseTo(posteriorOf(given).mean, 6);
      }),
    );
  });

  it('moves up with a right answer and down with a wrong one', () => {
    fc.assert(
      fc.property(answers, fc.nat(items.length - 1), (given, index) => {
        const before = posteriorOf(given).mean;
        expect(posteriorOf([...given, { index, right: true }]).mean).toBeGreaterThan(before);
        expect(posteriorOf([...given, { index, right: false }]).mean).toBeLessThan(before);
      }),
    );
  });

  it('agrees with Simpson integration on a fine grid of plain products', () => {
    const given = [
      { index: 0, right: true },
      { index: 3, right: true },
      { index: 5, right: false },
      { index: 6, right: true },
    ];
    const density = (theta: number) =>
      given.reduce(
        (product, { index, right }) => {
          const item = bank.items[index];
          const chance = item ? probabilityRight(item, theta) : NaN;
          return product * (right ? chance : 1 - chance);
        },
        Math.exp(-(theta ** 2) / 2),
      );
    const integrate = (f: (theta: number) => number) => {
      const half = 1 / 256;
      let sum = 0;
      for (let cell = -8; cell < 8; cell += 2 * half)
        sum += (f(cell) + 4 * f(cell + half) + f(cell + 2 * half)) * (half / 3);
      return sum;
    };
    const mass = integrate(density);
    const mean = integrate((theta) => theta * density(theta)) / mass;
    const sd = Math.sqrt(integrate((theta) => (theta - mean) ** 2 * density(theta)) / mass);

    expect(posteriorOf(given).mean).toBeCloseTo(mean, 3);
    expect(posteriorOf(given).sd).toBeCloseTo(sd, 2);
  });
});

describe('the probability of being at or above a cut', () => {
  it('falls from 1 to 0 as the cut rises', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { weights } = posteriorOf(given);
        const chances = [-5, -2, -0.33, -0.3, 0.01, 1, 5].map((cut) => probabilityAtLeast(weights, cut));
        expect(chances[0]).toBeCloseTo(1, 12);
        expect(chances.at(-1)).toBe(0);
        expect([...chances].sort((one, other) => other - one)).toEqual(chances);
      }),
    );
  });

  it('halves the cell of the node it falls on', () => {
    const certain = Float64Array.from(NODES, (node) => (node === 0 ? 1 : 0));
    expect(probabilityAtLeast(certain, 0)).toBeCloseTo(0.5, 12);
    expect(probabilityAtLeast(certain, 0.05)).toBeCloseTo(0, 12);
    expect(probabilityAtLeast(certain, -0.025)).toBeCloseTo(0.75, 12);
  });
});
