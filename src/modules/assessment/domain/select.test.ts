import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAnswer, NODES, startLogWeights, toPosterior } from './ability.ts';
import { bankItems } from './testing.ts';
import { type Bank, prepareBank } from './bank.ts';
import { information } from './model.ts';
import { randomFor } from './random.ts';
import { selectItem } from './select.ts';

const SELECTION = { rampItems: 12, rampPower: 2 };
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
        const chosen = selectItem(bank, weights, open, SELECTION.rampItems, SELECTION, never) ?? -1;
        const expected = bank.items.map((item) =>
          NODES.reduce((sum, node, place) => sum + weights[place]! * information(item, node), 0),
        );
        const best = Math.max(...expected.filter((_, index) => open[index] === 1));
        expect(expected[chosen]).toBeCloseTo(best, 4);
      }),
    );
  });

  it('takes only open items, at every position, and the same ones for the same key', () => {
    const bank24 = bankItems(24).map((items) => prepareBank('r', items));
    const flags = fc.array(fc.nat(1), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(bank24, flags, fc.nat(20), fc.string(), (bank, open, position, seed) => {
        const choose = () =>
          selectItem(
            bank,
            posteriorAfter(bank, []),
            Uint8Array.from(open),
            position,
            SELECTION,
            randomFor(seed, 'x'),
          );
        const chosen = choose();
        expect(choose()).toBe(chosen);
        if (open.includes(1)) expect(open[chosen ?? -1]).toBe(1);
        else expect(chosen).toBeUndefined();
      }),
    );
  });

  it('draws the first item freely', () => {
    const [items] = fc.sample(bankItems(24), { numRuns: 1, seed: 7 });
    const bank = prepareBank('r', items ?? []);
    const open = new Uint8Array(24).fill(1);
    const counts = bank.items.map(() => 0);
    for (let session = 0; session < 4800; session += 1) {
      const chosen = selectItem(
        bank,
        posteriorAfter(bank, []),
        open,
        0,
        SELECTION,
        randomFor(`${session}`, 'first'),
      );
      counts[chosen ?? -1]! += 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(140);
    expect(Math.max(...counts)).toBeLessThan(260);
  });
});
