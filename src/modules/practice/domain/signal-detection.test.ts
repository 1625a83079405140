import { describe, expect, test } from 'vitest';
import { normalQuantile, sensitivity, tally, verdictOf } from './signal-detection.ts';

test.each([
  [0.5, 0],
  [0.975, 1.959964],
  [0.84134475, 1],
  [0.001, -3.090232],
  [1e-12, -7.034484],
])('z(%f) as in the tables', (share, z) => expect(normalQuantile(share)).toBeCloseTo(z, 5));

describe('sensitivity with the log-linear correction', () => {
  test('all right in a round of eight is finite: z(0.9) − z(0.1) = 2.563', () => {
    const all = sensitivity({ hits: 4, misses: 0, falseAlarms: 0, correctRejections: 4 });
    expect(all.dPrime).toBeCloseTo(2.5631, 3);
    expect(all.criterion).toBeCloseTo(0, 6);
  });
  test('calling everything a scam shows no skill, only wariness', () => {
    const { dPrime, criterion } = sensitivity({ hits: 4, misses: 0, falseAlarms: 4, correctRejections: 0 });
    expect(dPrime).toBeCloseTo(0, 6);
    expect(criterion).toBeLessThan(-1);
  });
});

test.each([
  ['sharp', [4, 0, 0, 4]],
  ['too-wary', [4, 0, 4, 0]],
  ['too-wary', [4, 0, 2, 2]],
  ['too-trusting', [0, 4, 0, 4]],
  ['too-trusting', [1, 3, 0, 4]],
  ['unsure', [2, 2, 2, 2]],
] as const)('says %s of %j', (verdict, [hits, misses, falseAlarms, correctRejections]) =>
  expect(verdictOf({ hits, misses, falseAlarms, correctRejections })).toBe(verdict),
);

test('counts judgements', () => {
  const judged = [
    { scam: true, saidScam: true },
    { scam: true, saidScam: false },
    { scam: false, saidScam: true },
    { scam: false, saidScam: false },
  ];
  expect(tally(judged)).toEqual({ hits: 1, misses: 1, falseAlarms: 1, correctRejections: 1 });
});
