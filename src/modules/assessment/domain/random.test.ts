import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { murmur3, randomFor, shuffle } from './random.ts';

describe('the stream of chance', () => {
  it('hashes its key with MurmurHash3, as its published test values say', () => {
    const hash = (text: string, seed: number) => murmur3(text, seed) >>> 0;
    expect(hash('', 0)).toBe(0);
    expect(hash('', 1)).toBe(0x514e28b7);
    expect(hash('test', 0)).toBe(0xba6bd213);
    expect(hash('Hello, world!', 0)).toBe(0xc0363e43);
    expect(hash('The quick brown fox jumps over the lazy dog', 0)).toBe(0x2e4ff723);
  });

  it('never changes: old sessions must replay', () => {
    const random = randomFor('phiên-1', 'item/0');
    expect(Array.from({ length: 3 }, random)).toMatchInlineSnapshot(`
      [
        0.335844429442659,
        0.278786200331524,
        0.42052268609404564,
      ]
    `);
  });

  it('is the same for the same key and another for another seed or purpose', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (seed, purpose) => {
        const first = (random: () => number) => [random(), random()];
        expect(first(randomFor(seed, purpose))).toEqual(first(randomFor(seed, purpose)));
        expect(first(randomFor(seed, purpose))).not.toEqual(first(randomFor(seed, `${purpose}x`)));
        expect(first(randomFor(seed + purpose, ''))).not.toEqual(first(randomFor(seed, purpose)));
      }),
    );
  });

  it('is uniform: chi-square over 100 cells, and over the first draws of 10,000 seeds', () => {
    const random = randomFor('uniform', 'test');
    const later = Array.from({ length: 10_000 }, random);
    const first = Array.from({ length: 10_000 }, (_, seed) => randomFor(String(seed), 'first')());
    for (const draws of [later, first]) {
      const cells = Array.from({ length: 100 }, () => 0);
      for (const draw of draws) cells[Math.floor(draw * 100)]! += 1;
      const chiSquare = cells.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
      // 99 degrees of freedom: 0.001 and 0.999 quantiles
      expect(chiSquare).toBeGreaterThan(60);
      expect(chiSquare).toBeLessThan(149);
    }
  });
});

describe('shuffling', () => {
  it('keeps every entry', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (list, seed) => {
        expect(shuffle(list, randomFor(seed, 's')).sort()).toEqual([...list].sort());
      }),
    );
  });

  it('makes every order equally likely', () => {
    const counts = new Map<string, number>();
    const random = randomFor('orders', 's');
    for (let round = 0; round < 12_000; round += 1) {
      const key = shuffle(['a', 'b', 'c', 'd'], random).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    expect(counts.size).toBe(24);
    // 23 degrees of freedom, 0.999 quantile
    expect(chiSquare).toBeLessThan(50);
  });
});
