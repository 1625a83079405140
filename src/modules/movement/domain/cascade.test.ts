import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cascade, cascadeWays, type Part } from './cascade.ts';

const part = (id: number, num: number, population: number | null, needed: number | null = null): Part => ({
  id,
  num,
  population,
  needed,
});
const adds = (parts: Part[], percent: number, way: (typeof cascadeWays)[number]) =>
  cascade(parts, percent, way).rows.map(({ add }) => add);

describe('what each unit must reach', () => {
  test('at one share: who is ahead adds nothing, the others come level', () => {
    const found = cascade([part(1, 90, 100), part(2, 10, 100), part(3, 20, 200)], 60, 'same-rate');
    expect(found).toMatchObject({ population: 400, num: 120, needed: 240, missing: 120 });
    expect(found.rows).toEqual([
      { id: 1, add: 0, reach: 90 },
      { id: 2, add: 40, reach: 50 },
      { id: 3, add: 80, reach: 100 },
    ]);
  });

  test('by its people: each adds its part of what is missing, never more than it has', () => {
    expect(adds([part(1, 0, 100), part(2, 0, 300)], 50, 'by-people')).toEqual([50, 150]);
    expect(adds([part(1, 90, 100), part(2, 0, 100)], 80, 'by-people')).toEqual([10, 60]);
  });

  test('in whole people that add up, the greatest rest first', () => {
    expect(adds([part(1, 0, 10), part(2, 0, 10), part(3, 0, 10)], 34, 'by-people')).toEqual([4, 4, 3]);
    expect(cascade([part(1, 0, 20)], 85, 'same-rate').needed).toBe(17);
  });

  test('is nothing where the share is reached, and everything there is at a hundred', () => {
    expect(adds([part(1, 9, 10), part(2, 1, 10)], 50, 'same-rate')).toEqual([0, 0]);
    expect(adds([part(1, 9, 10), part(2, 1, 10)], 100, 'by-people')).toEqual([1, 9]);
    expect(adds([], 80, 'same-rate')).toEqual([]);
  });

  test('leaves out who has no number of people, and says what own targets come to together', () => {
    const found = cascade([part(1, 5, null, 8), part(2, 10, 100, 40), part(3, 50, 100, 40)], 80, 'same-rate');
    expect(found.rows[0]).toEqual({ id: 1, add: null, reach: null });
    expect(found).toMatchObject({ population: 200, num: 60, needed: 160, promised: 90 });
  });

  test('never asks for more than there is, never less than there are, and sums up to what is missing', () => {
    const some = fc.record({
      num: fc.nat(500),
      population: fc.option(fc.nat(400), { nil: null }),
    });
    fc.assert(
      fc.property(
        fc.array(some, { maxLength: 40 }),
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom(...cascadeWays),
        (given, percent, way) => {
          const parts = given.map((one, id) => part(id, one.num, one.population));
          const found = cascade(parts, percent, way);
          const room = parts.map(({ num, population }) => Math.max(0, (population ?? 0) - num));
          const asked = found.rows.map(({ add }) => add ?? 0);
          expect(asked.reduce((all, one) => all + one, 0)).toBe(
            Math.min(
              found.missing,
              room.reduce((all, one) => all + one, 0),
            ),
          );
          for (const [index, add] of asked.entries()) {
            expect(add).toBeGreaterThanOrEqual(0);
            expect(add).toBeLessThanOrEqual(room[index]!);
          }
        },
      ),
    );
  });
});
