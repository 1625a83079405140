import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawEligible, eligibilityProbability, NO_EXPOSURE } from './exposure.ts';
import { randomFor } from './random.ts';
import { syntheticBank } from './synthetic-bank.ts';

const bank = syntheticBank('exposure');

describe('the chance to be eligible', () => {
  it('is r_max ε / α, at most 1: van der Linden & Veldkamp (2004)', () => {
    expect(eligibilityProbability({ administered: 150, eligible: 600 }, 1000, 0.2)).toBeCloseTo(0.8, 12);
    expect(eligibilityProbability({ administered: 100, eligible: 600 }, 1000, 0.2)).toBe(1);
  });

  it('is 1 for an item never shown', () => {
    expect(eligibilityProbability({ administered: 0, eligible: 0 }, 0, 0.2)).toBe(1);
    expect(eligibilityProbability({ administered: 0, eligible: 900 }, 1000, 0.2)).toBe(1);
  });

  it('is 0 above the cap', () => {
    expect(eligibilityProbability({ administered: 201, eligible: 1000 }, 1000, 0.2)).toBe(0);
  });

  it('keeps an item that is always shown when eligible at the cap', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.5, noNaN: true }), fc.string(), (cap, seed) => {
        const random = randomFor(seed, 'greedy');
        let administered = 0;
        for (let session = 0; session < 2000; session += 1) {
          // Shown whenever eligible, so that ε = α.
          if (random() < eligibilityProbability({ administered, eligible: administered }, session, cap))
            administered += 1;
          expect(administered).toBeLessThanOrEqual(cap * session + 1);
        }
        // Four standard errors of a share drawn 2,000 times: any seed may come.
        const error = Math.sqrt((cap * (1 - cap)) / 2000);
        expect(administered / 2000).toBeGreaterThan(cap - 4 * error);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the draw', () => {
  it('takes every item when nothing has been shown', () => {
    expect([...drawEligible(bank, NO_EXPOSURE, 0.2, randomFor('s', 'e'))]).toEqual(bank.items.map(() => 1));
  });

  it('moves with the counts of an item alone', () => {
    const worn = new Map(bank.items.map(({ id }) => [id, { administered: 190, eligible: 400 }]));
    const before = drawEligible(bank, { sessions: 1000, items: worn }, 0.2, randomFor('s', 'e'));
    const first = bank.items[0]!.id;
    const after = drawEligible(
      bank,
      { sessions: 1000, items: new Map([...worn, [first, { administered: 999, eligible: 999 }]]) },
      0.2,
      randomFor('s', 'e'),
    );
    expect(after[0]).toBe(0);
    expect([...after.subarray(1)]).toEqual([...before.subarray(1)]);
  });
});
