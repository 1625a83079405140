import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAnswer, NODES, startLogWeights, toPosterior } from './ability.ts';
import { bankItems, shippedRules } from './testing.ts';
import { type Bank, prepareBank } from './bank.ts';
import { estimateAbilities } from './domain-abilities.ts';
import { information } from './model.ts';
import { randomFor } from './random.ts';
import { selectItem } from './select.ts';
import { doubtRemoved, expectedInformation } from './usefulness.ts';

const BLEND = { rampItems: 12, rampPower: 2, top: 1 };
const never = () => {
  throw new Error('no chance is drawn once the ramp is over');
};

function posteriorAfter(bank: Bank, answers: readonly boolean[]): Float64Array {
  const logWeights = startLogWeights({ mean: 0, sd: 1 });
  for (const [index, right] of answers.entries()) addAnswer(logWeights, bank, index, right);
  return toPosterior(logWeights).weights;
}

describe('choosing an item', () => {
  it('past the ramp takes the one with the most posterior-weighted information, computed the long way', () => {
    const answers = fc.array(fc.boolean(), { maxLength: 12 });
    fc.assert(
      fc.property(bankItems(24), answers, (items, given) => {
        const bank = prepareBank('r', items);
        const weights = posteriorAfter(bank, given);
        const open = Uint8Array.from(bank.items, (_, index) => (index < given.length ? 0 : 1));
        const useful = expectedInformation(bank, weights, open);
        const chosen = selectItem(useful, open, BLEND.rampItems, BLEND, never) ?? -1;
        const expected = bank.items.map((item) =>
          NODES.reduce((sum, node, place) => sum + weights[place]! * information(item, node), 0),
        );
        const best = Math.max(...expected.filter((_, index) => open[index] === 1));
        expect(expected[chosen]).toBeCloseTo(best, 3);
      }),
    );
  });

  it('for a decision takes the one that leaves least doubt, computed by trying both answers', () => {
    const [items] = fc.sample(bankItems(24), { numRuns: 1, seed: 3 });
    const bank = prepareBank('r', items ?? []);
    const given = [true, false, true].map((right, index) => ({ index, right }));
    const abilities = estimateAbilities(bank, shippedRules, given);
    const open = Uint8Array.from(bank.items, (_, index) => (index < 3 ? 0 : 1));
    const removed = doubtRemoved(bank, shippedRules, abilities, open);
    const doubt = (p: number) => p * (1 - p);
    const tried = bank.items.map((_, index) => {
      if (index < 3) return 0;
      const after = [true, false].map(
        (right) => estimateAbilities(bank, shippedRules, [...given, { index, right }]).probabilityPass,
      );
      const now = abilities.probabilityPass;
      // P(passes) is a martingale: the chance of a right answer follows from where the two answers lead.
      const right = (now - after[1]!) / (after[0]! - after[1]!);
      return doubt(now) - right * doubt(after[0]!) - (1 - right) * doubt(after[1]!);
    });
    for (const [index, value] of removed.entries()) expect(value).toBeCloseTo(tried[index]!, 2);
    const best = tried.indexOf(Math.max(...tried));
    expect(removed[best]!).toBeGreaterThan(0.95 * Math.max(...removed));
  });

  it('takes only open items, at every position, and the same ones for the same key', () => {
    const flags = fc.array(fc.nat(1), { minLength: 24, maxLength: 24 });
    const useful = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(
        useful,
        flags,
        fc.nat(20),
        fc.integer({ min: 1, max: 5 }),
        fc.string(),
        (values, open, position, top, seed) => {
          const choose = () =>
            selectItem(
              Float64Array.from(values),
              Uint8Array.from(open),
              position,
              { ...BLEND, top },
              randomFor(seed, 'x'),
            );
          const chosen = choose();
          expect(choose()).toBe(chosen);
          if (open.includes(1)) expect(open[chosen ?? -1]).toBe(1);
          else expect(chosen).toBeUndefined();
        },
      ),
    );
  });

  it('draws the first item freely', () => {
    const open = new Uint8Array(24).fill(1);
    const counts = Array.from({ length: 24 }, () => 0);
    for (let session = 0; session < 4800; session += 1) {
      const chosen = selectItem(new Float64Array(24), open, 0, BLEND, randomFor(`${session}`, 'first'));
      counts[chosen ?? -1]! += 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(140);
    expect(Math.max(...counts)).toBeLessThan(260);
  });

  it('with the coin of five takes the best in 51 tests of 100 and none beyond the fifth', () => {
    const values = Float64Array.from({ length: 10 }, (_, index) => 10 - index);
    const counts = Array.from({ length: 10 }, () => 0);
    const blend = { rampItems: 0, rampPower: 1, top: 5 };
    for (let session = 0; session < 4000; session += 1) {
      counts[selectItem(values, new Uint8Array(10).fill(1), 3, blend, randomFor(`${session}`, 'coin'))!]! +=
        1;
    }
    expect(counts[0]! / 4000).toBeCloseTo(0.51, 1.5);
    expect(counts.slice(5)).toEqual([0, 0, 0, 0, 0]);
  });
});
