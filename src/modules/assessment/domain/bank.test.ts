import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NODES } from './ability.ts';
import { bankItems } from './testing.ts';
import { prepareBank } from './bank.ts';
import { information, probabilityRight } from './model.ts';
import { shuffle, randomFor } from './random.ts';

describe('a prepared bank', () => {
  it('is the same whatever order its items come in', () => {
    fc.assert(
      fc.property(bankItems(20), fc.string(), (items, seed) => {
        const bank = prepareBank('r', items);
        expect(prepareBank('r', shuffle(items, randomFor(seed, 'order')))).toEqual(bank);
        expect(bank.items.map(({ id }) => bank.indexById.get(id))).toEqual([...items.keys()]);
      }),
    );
  });

  it('holds the model at every node', () => {
    fc.assert(
      fc.property(bankItems(6), fc.nat(5), fc.nat(NODES.length - 1), (items, index, node) => {
        const bank = prepareBank('r', items);
        const item = bank.items[index]!;
        const place = index * NODES.length + node;
        const right = probabilityRight(item, NODES[node]!);
        expect(Math.exp(bank.logRight[place]!)).toBeCloseTo(right, 5);
        expect(Math.exp(bank.logWrong[place]!)).toBeCloseTo(1 - right, 5);
        expect(bank.information[place]!).toBeCloseTo(information(item, NODES[node]!), 5);
      }),
    );
  });

  it('knows the domain and competence of each item', () => {
    const item = { competence: '4.2', discrimination: 1, difficulty: 0, guessing: 0 };
    const bank = prepareBank('r', [
      { ...item, id: '4.2-01' },
      { ...item, id: '1.3-01', competence: '1.3' },
    ]);
    expect(bank.domains).toEqual(['1', '4']);
    expect([...bank.domainOf].map((domain) => bank.domains[domain])).toEqual(['1', '4']);
    expect([...bank.competenceOf].map((competence) => bank.competences[competence])).toEqual(['1.3', '4.2']);
  });

  it('refuses two items of the same id', () => {
    const item = { id: '1.1-01', competence: '1.1', discrimination: 1, difficulty: 0, guessing: 0 };
    expect(() => prepareBank('r', [item, item])).toThrow('same id');
  });
});
