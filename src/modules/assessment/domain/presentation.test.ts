import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyType, match, order, single, spot } from './testing.ts';
import { displayOrder, present } from './presentation.ts';

const seeds = Array.from({ length: 6000 }, (_, number) => `seed-${number}`);

/** Share of seeds for which something holds. */
function shareOf(holds: (seed: string) => boolean): number {
  return seeds.filter(holds).length / seeds.length;
}

describe('the presentation', () => {
  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyType), fc.string(), (item, seed) => {
        expect(present(item, seed)).toEqual(present(item, seed));
      }),
    );
  });

  it('shows texts and places only: no key, no note, no explanation, no id of the author', () => {
    const allowed = [
      'itemId',
      'ask',
      'type',
      'choices',
      'lefts',
      'rights',
      'message',
      'channel',
      'from',
      'parts',
      'id',
      'text',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...everyType), fc.string(), (item, seed) => {
        const keys: string[] = [];
        JSON.stringify(present(item, seed), (key, value: unknown) => {
          if (key !== '' && !/^\d+$/.test(key)) keys.push(key);
          if (key === 'id') expect(value).toMatch(/^\d$/);
          return value;
        });
        expect(keys.filter((key) => !allowed.includes(key))).toEqual([]);
      }),
    );
  });

  it('is all that is seen of two items that differ in their keys alone', () => {
    const otherKey = {
      ...single,
      why: 'Khác.',
      options: single.options.map((option) => ({ ...option, right: option.id === 'a' })),
    };
    const otherTraps = {
      ...spot,
      message: {
        ...spot.message,
        parts: spot.message.parts.map(({ id, text, trap }) => ({ id, text, trap: !trap })),
      },
    };
    for (const seed of ['a', 'b', 'c']) {
      expect(present(otherKey, seed)).toEqual(present(single, seed));
      expect(present(otherTraps, seed)).toEqual(present(spot, seed));
    }
  });

  it('numbers the places from 1, in the order shown', () => {
    const shown = present(single, 'x');
    expect(shown.type === 'single' && shown.choices.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('never shows steps in the right order, and every other order equally often', () => {
    const counts = new Map<string, number>();
    for (const seed of seeds) {
      const key = displayOrder(order, seed).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['021', '102', '120', '201', '210']);
    for (const count of counts.values()) expect(count / seeds.length).toBeCloseTo(1 / 5, 1);
  });

  it('puts the right option in each place equally often', () => {
    for (const place of [0, 1, 2]) {
      expect(shareOf((seed) => displayOrder(single, seed)[place] === 1)).toBeCloseTo(1 / 3, 1);
    }
  });

  it('puts a right-hand side beside its left one as often as chance would', () => {
    expect(shareOf((seed) => displayOrder(match, seed)[0] === 0)).toBeCloseTo(1 / 3, 1);
    expect(shareOf((seed) => displayOrder(match, seed).join('') === '012')).toBeCloseTo(1 / 6, 1);
  });

  it('keeps the order of a message', () => {
    const shown = present(spot, 'any');
    expect(shown.type === 'spot' && shown.message.parts.map(({ text }) => text)).toEqual(
      spot.message.parts.map(({ text }) => text),
    );
  });
});
