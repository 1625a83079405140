import { describe, expect, it } from 'vitest';
import { placeX, ticks } from './scale.ts';

describe('ticks', () => {
  it.each([
    [14_748, [0, 5_000, 10_000, 15_000]],
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [0, [0, 1]],
    [Number.NaN, [0, 1]],
    [7, [0, 2, 4, 6, 8]],
  ])('%d is held by %j', (highest, expected) => expect(ticks(highest)).toEqual(expected));
});

describe('placeX', () => {
  it('sets days apart by time, whatever their order, and other words by their order', () => {
    const days = placeX([
      {
        name: '',
        points: [
          { x: '2026-01-11', y: 1 },
          { x: '2026-01-01', y: 2 },
        ],
      },
    ]);
    expect([...days.keys()]).toEqual(['2026-01-01', '2026-01-11']);
    expect(days.get('2026-01-11')! - days.get('2026-01-01')!).toBe(10 * 86_400_000);
    const words = placeX([
      {
        name: '',
        points: [
          { x: 'Quý IV', y: 1 },
          { x: 'Quý I', y: 2 },
        ],
      },
    ]);
    expect([...words]).toEqual([
      ['Quý IV', 0],
      ['Quý I', 1],
    ]);
  });
  it('is empty for no points', () => expect(placeX([]).size).toBe(0));
});
